using Microsoft.Extensions.Logging;
using RocketMq.Broker.Transactions;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Transactions;

/// <summary>Decisions of producers about their half messages (37). Stock clients send them one-way; who asks gets an answer.</summary>
internal sealed partial class EndTransactionHandler(TransactionLog transactions, ILogger logger) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.EndTransaction];

    public ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<EndTransactionRequestHeader>();
        switch ((SystemFlags)header.CommitOrRollback)
        {
            case SystemFlags.TransactionCommit:
                Answer(context, transactions.End(header, TransactionState.Committed));
                break;
            case SystemFlags.TransactionRollback:
                Answer(context, transactions.End(header, TransactionState.RolledBack));
                break;
            case SystemFlags.None:
                Log.Undecided(
                    logger,
                    header.ProducerGroup.ToString(),
                    header.MessageId.ToString(),
                    context.Request.Remark.ToStringOrNull()
                );
                // A producer that does not know gets no answer from a real broker either, even if it asked for one.
                context.Detach();
                break;
            default:
                context.Reply(ResponseCode.SystemError, "commitOrRollback field wrong");
                break;
        }
        return ValueTask.CompletedTask;
    }

    private static void Answer(RequestContext context, in Refusal refusal)
    {
        if (refusal.IsRefused)
            context.Reply(refusal.Code, refusal.Remark);
        else
            context.Reply(ResponseCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(
            3301,
            LogLevel.Information,
            "Producer group {Group} does not know the outcome of message {MessageId} yet: {Remark}."
        )]
        public static partial void Undecided(ILogger logger, string group, string messageId, string? remark);
    }
}
