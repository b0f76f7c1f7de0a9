using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Peers;

/// <summary>Ways for a scripted peer to answer, or not to.</summary>
internal static class Answers
{
    public static Action<RequestContext> Success { get; } = context => End(context, ResponseCode.Success);

    /// <summary>Keeps the request for ever.</summary>
    public static Action<RequestContext> Hang { get; } = context => context.Detach();

    /// <summary>Breaks the connection instead of answering.</summary>
    public static Action<RequestContext> BreakConnection { get; } =
        context =>
        {
            RemotingConnection connection = context.Connection;
            context.Detach();
            _ = connection.CloseAsync(new IOException("broken by the test")).AsTask();
        };

    public static Action<RequestContext> Refuse(ResponseCode code, string remark = "refused by the test") =>
        context => context.Reply(code, remark);

    public static Action<RequestContext> Body(byte[] body) => context => context.Reply(ResponseCode.Success, default, body);

    /// <summary>Answers later, when the task completes.</summary>
    public static Action<RequestContext> After(Task moment, Action<RequestContext> answer) =>
        context =>
        {
            context.Detach();
            _ = moment.ContinueWith(_ => answer(context), TaskScheduler.Default);
        };

    private static void End(RequestContext context, ResponseCode code)
    {
        if (context.IsOneWay)
            context.Complete();
        else
            context.Reply(code);
    }
}
