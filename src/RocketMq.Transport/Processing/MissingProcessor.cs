using RocketMq.Protocol;

namespace RocketMq.Transport.Processing;

/// <summary>Answers for an end that handles no requests, so that the peer does not wait for its timeout.</summary>
internal sealed class MissingProcessor : IRequestProcessor
{
    public static MissingProcessor Instance { get; } = new();

    public ValueTask ProcessAsync(RequestContext context)
    {
        context.Reply(ResponseCode.RequestCodeNotSupported, "This end of the connection handles no requests.");
        return ValueTask.CompletedTask;
    }
}
