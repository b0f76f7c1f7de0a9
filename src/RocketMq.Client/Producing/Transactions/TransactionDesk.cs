using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Producing;

/// <summary>The way of a transaction: prepare the message, then decide or leave it, with the ledger always one step ahead of the broker.</summary>
internal sealed class TransactionDesk(
    ClientSession session,
    SendPipeline pipeline,
    TransactionSettings settings,
    TransactionLedger ledger,
    TransactionEnding ending
)
{
    /// <summary>Stores the half message; from before it is sent until it is decided or left, its transaction counts as running.</summary>
    public async ValueTask<PreparedMessage> PrepareAsync(Message message, QueueSelection selection, CancellationToken cancellationToken)
    {
        string id = session.MessageIds.Next();
        ledger.Begin(id);
        try
        {
            SendReceipt receipt = await pipeline.SendAsync(message.With(MarkHalf(id)), selection, cancellationToken).ConfigureAwait(false);
            return PreparedMessage.From(message, session.Settings.Names, receipt);
        }
        catch
        {
            // The broker may have stored it all the same. The local transaction never runs, so that is no secret.
            ledger.Abandon(id);
            throw;
        }
    }

    public async ValueTask<TransactionResult> DecideAsync(
        PreparedMessage half,
        TransactionOutcome outcome,
        CancellationToken cancellationToken
    )
    {
        // The broker stores a half message anew each time it asks. A decision about the copy that it asked about last ends the matter; one
        // about the original would be carried out, and the copy asked about again.
        CheckedCopy? copy = ledger.Decide(half.TransactionId, outcome);
        RocketMqException? failure = null;
        bool isConfirmed = false;
        try
        {
            failure = await ending
                .DecideAsync(half, outcome, copy?.BrokerName == half.BrokerName ? copy : null, cancellationToken)
                .ConfigureAwait(false);
            isConfirmed = failure is null;
        }
        finally
        {
            if (isConfirmed)
                ledger.Settle(half.TransactionId);
            else
                ledger.Retain(half.TransactionId);
        }
        return new TransactionResult(half.Receipt, outcome, failure);
    }

    public ValueTask LeaveAsync(PreparedMessage half, string remark)
    {
        ledger.Forget(half.TransactionId);
        return ending.LeaveAsync(half, remark);
    }

    private SystemFields MarkHalf(string id)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal)
        {
            [MessagePropertyNames.TransactionPrepared] = "true",
            [MessagePropertyNames.ProducerGroup] = pipeline.Settings.WireGroup,
            [MessagePropertyNames.UniqueId] = id,
        };
        if (settings.FirstCheckSeconds is { } seconds)
            properties[MessagePropertyNames.CheckImmunityTimeInSeconds] = seconds;
        return new SystemFields(properties, Flags: SystemFlags.TransactionPrepared);
    }
}
