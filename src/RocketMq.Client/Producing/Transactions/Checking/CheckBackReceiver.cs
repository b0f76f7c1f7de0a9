using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Hands a broker's questions about half messages to the producer of the group that sent them.</summary>
internal sealed partial class CheckBackReceiver(ClientSession session, ILogger logger)
{
    /// <summary>Runs on the connection's reader: only copies. The answer is a request of its own, later.</summary>
    public void Receive(RequestContext context)
    {
        CheckRequest request = CheckRequest.Read(context, session.Brokers);
        var producer = session.FindProducer(request.Group) as ISessionTransactionProducer;
        if (producer is null)
            Log.UnknownGroup(logger, request.Group, request.TransactionId);
        if (context.IsOneWay)
            context.Complete();
        else if (producer is null)
            context.Reply(ResponseCode.SystemError, $"Client {session.ClientId} has no transaction producer of group '{request.Group}'.");
        else
            context.Reply(ResponseCode.Success);
        producer?.Check(request);
    }

    private static partial class Log
    {
        [LoggerMessage(
            2301,
            LogLevel.Warning,
            "A broker asked producer group {Group} about transaction {TransactionId}, but this client has no transaction producer of that group. "
                + "Give the group to transaction producers only: brokers ask any of its members."
        )]
        public static partial void UnknownGroup(ILogger logger, string group, string transactionId);
    }
}
