namespace RocketMq.Transport.Tests.Kit;

/// <summary>A processor that is one delegate.</summary>
internal sealed class DelegateProcessor(Func<RequestContext, ValueTask> process) : IRequestProcessor
{
    public DelegateProcessor(Action<RequestContext> process)
        : this(context =>
        {
            process(context);
            return ValueTask.CompletedTask;
        }) { }

    public ValueTask ProcessAsync(RequestContext context) => process(context);
}
