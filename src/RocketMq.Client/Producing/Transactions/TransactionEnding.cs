using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>
/// Tells brokers what was decided. Brokers answer a commit or rollback (37) that asks for an answer; stock clients do not ask and never
/// learn that it was lost. They do not answer "unknown", which therefore goes one-way.
/// </summary>
internal sealed partial class TransactionEnding(ClientSession session, ProducerSettings settings, DecisionNotices notices, ILogger logger)
{
    /// <summary>Tells the broker of the half message, several times if need be, within the time of a send.</summary>
    /// <param name="half">The half message.</param>
    /// <param name="outcome">Commit or rollback.</param>
    /// <param name="copy">What the broker asked about last, which is decided instead; null if it has not asked.</param>
    /// <param name="cancellationToken">Stops waiting and repeating.</param>
    /// <returns>Null when the broker confirmed; otherwise why it did not.</returns>
    public async ValueTask<RocketMqException?> DecideAsync(
        PreparedMessage half,
        TransactionOutcome outcome,
        CheckedCopy? copy,
        CancellationToken cancellationToken
    )
    {
        EndTransactionRequestHeader header = copy?.ToAnswer(settings.GroupText, outcome) ?? half.ToDecision(settings.GroupText, outcome);
        notices.Tell(half, outcome, isFromCheck: copy is not null);
        long start = session.Time.GetTimestamp();
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan remaining = settings.SendTimeout - session.Time.GetElapsedTime(start);
            (RocketMqException? failure, bool canRepeat) = await TryAsync(half, outcome, header, remaining, attempt, cancellationToken)
                .ConfigureAwait(false);
            if (failure is null)
                return null;
            remaining = settings.SendTimeout - session.Time.GetElapsedTime(start);
            if (!canRepeat || attempt >= settings.Retries || remaining <= RetryPause.Shortest)
            {
                Log.Unconfirmed(logger, half.TransactionId, outcome, failure);
                return failure;
            }
            await Task.Delay(RetryPause.Shortest, session.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the broker, if it can be reached at once, that it has to ask later. It would find out by itself.</summary>
    public async ValueTask LeaveAsync(PreparedMessage half, string remark)
    {
        notices.Tell(half, TransactionOutcome.Unknown, isFromCheck: false);
        if (session.Brokers.Find(half.BrokerName)?.Master?.Current is not { } connection)
            return;
        try
        {
            using CancellationTokenSource limit = new(session.Settings.RequestTimeout, session.Time);
            await connection
                .SendOneWayAsync(half.ToDecision(settings.GroupText, TransactionOutcome.Unknown), default, null, remark, limit.Token)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RemotingException or OperationCanceledException)
        {
            Log.NotLeft(logger, half.TransactionId, exception);
        }
    }

    private async ValueTask<(RocketMqException? Failure, bool CanRepeat)> TryAsync(
        PreparedMessage half,
        TransactionOutcome outcome,
        EndTransactionRequestHeader header,
        TimeSpan remaining,
        int attempt,
        CancellationToken cancellationToken
    )
    {
        // A rollback may be said twice, so that an answer that does not come leaves time for another attempt.
        bool isRepeatable = outcome == TransactionOutcome.Rollback && attempt < settings.Retries;
        try
        {
            using RemotingResponse response = await session
                .CallBrokerAsync(half.BrokerName, header, default, isRepeatable ? remaining / 2 : remaining, cancellationToken)
                .ConfigureAwait(false);
            return response.Code == ResponseCode.Success
                ? (null, false)
                : (
                    TransactionErrors.Refused(half, outcome, response.Code, response.Remark),
                    ResponseCodeTraits.Of(response.Code).IsTurnedAway
                );
        }
        catch (RemotingException exception)
        {
            // A broker that received a commit twice would deliver the message twice; whether it did receive one that was not answered only it
            // knows, and if not it asks. What never left this process can be sent again.
            return (TransactionErrors.Unconfirmed(half, outcome, exception), isRepeatable || !exception.WasSent);
        }
        catch (Exception exception) when (exception is RocketMqException or ProtocolException)
        {
            return (TransactionErrors.Unconfirmed(half, outcome, exception), exception is RocketMqException);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2321,
            LogLevel.Warning,
            "The {Outcome} of transaction {TransactionId} was not confirmed; it is settled when the broker asks about it."
        )]
        public static partial void Unconfirmed(ILogger logger, string transactionId, TransactionOutcome outcome, Exception exception);

        [LoggerMessage(2322, LogLevel.Debug, "The broker was not told that transaction {TransactionId} is undecided; it asks anyway.")]
        public static partial void NotLeft(ILogger logger, string transactionId, Exception exception);
    }
}
