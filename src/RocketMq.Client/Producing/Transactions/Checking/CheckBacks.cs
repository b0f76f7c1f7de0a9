using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>
/// Answers what brokers ask about half messages: by the ledger where this process knows, otherwise by the checker. One question a message is
/// in work: a later one only replaces the copy that the answer names, because the broker stores the message anew for each question.
/// </summary>
internal sealed partial class CheckBacks(
    ClientSession session,
    ProducerSettings settings,
    TransactionSettings transactions,
    TransactionLedger ledger,
    TransactionChecker checker,
    DecisionNotices notices,
    ILogger logger
) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), CheckedCopy> _latest = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _slots = new(transactions.MaxConcurrentChecks);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heldBytes;
    private int _isShort;
    private bool _isClosed;

    /// <summary>Takes a question on; returns at once.</summary>
    public void Begin(CheckRequest request)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            bool isNew = !_latest.ContainsKey(request.Copy.Key);
            if (isNew && !HasRoom(request))
            {
                Log.Dropped(logger, request.TransactionId, settings.Group, _latest.Count, _heldBytes);
                return;
            }
            _latest[request.Copy.Key] = request.Copy;
            ledger.Note(request.Copy);
            if (!isNew)
                return;
            _heldBytes += request.Size;
        }
        _ = RunAsync(request);
    }

    /// <summary>Takes no more questions, cancels the checker, and waits a moment for those in work.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_latest.Count == 0)
                _drained.TrySetResult();
        }
        await _closing.CancelAsync().ConfigureAwait(false);
        await _drained.Task.WaitAsync(settings.SendTimeout, session.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(CheckRequest request)
    {
        // The caller is a connection's reader.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            CheckVerdict verdict = ledger.FindAnswer(request.TransactionId) ?? await AskCheckerAsync(request).ConfigureAwait(false);
            await AnswerAsync(Latest(request), verdict).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The producer is being disposed; the broker asks another one, or this one's successor.
        }
        catch (Exception exception)
        {
            // Nobody awaits this, and what a provider of credentials throws is not known.
            Log.NotAnswered(logger, request.TransactionId, settings.Group, exception);
        }
        finally
        {
            Finish(request);
        }
    }

    private async ValueTask<CheckVerdict> AskCheckerAsync(CheckRequest request)
    {
        if (!await TryTakeSlotAsync().ConfigureAwait(false))
            return new CheckVerdict(TransactionOutcome.Unknown, $"no checker was free within {transactions.CheckTimeout}");
        Task<CheckVerdict?> running = RunCheckerAsync(request);
        CheckVerdict? verdict = null;
        try
        {
            verdict = await running.WaitAsync(transactions.CheckTimeout, session.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The checker does not heed its token; whatever it says later is too late.
        }
        _closing.Token.ThrowIfCancellationRequested();
        if (verdict is { } told)
            return told;
        Log.CheckTimedOut(logger, request.TransactionId, settings.Group, transactions.CheckTimeout);
        return new CheckVerdict(TransactionOutcome.Unknown, $"the checker took longer than {transactions.CheckTimeout}");
    }

    /// <summary>False when checkers that hang hold all slots: the broker is better told so than left without an answer.</summary>
    private async ValueTask<bool> TryTakeSlotAsync()
    {
        using CancellationTokenSource limit = new(transactions.CheckTimeout, session.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
        try
        {
            await _slots.WaitAsync(either.Token).ConfigureAwait(false);
            Volatile.Write(ref _isShort, 0);
            return true;
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _isShort, 1) == 0)
                Log.NoCheckerFree(logger, transactions.MaxConcurrentChecks, settings.Group, transactions.CheckTimeout);
            return false;
        }
    }

    /// <summary>Never throws; null if cancelled. Keeps its slot as long as the checker runs, also beyond its time, so that no more than agreed run at once.</summary>
    private async Task<CheckVerdict?> RunCheckerAsync(CheckRequest request)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using CancellationTokenSource limit = new(transactions.CheckTimeout, session.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _closing.Token);
        try
        {
            return new CheckVerdict(await checker(request.ToCheck(session.Settings.Names), either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            Log.CheckFailed(logger, request.TransactionId, settings.Group, exception);
            return new CheckVerdict(TransactionOutcome.Unknown, TransactionCodes.Remark("the checker threw", exception));
        }
        finally
        {
            _slots.Release();
        }
    }

    private async ValueTask AnswerAsync(CheckedCopy copy, CheckVerdict verdict)
    {
        var header = copy.ToAnswer(settings.GroupText, verdict.Outcome);
        if (!verdict.IsSurplusCopy)
            notices.Tell(copy, verdict.Outcome);
        TimeSpan timeout = session.Settings.RequestTimeout;
        if (verdict.Outcome is not (TransactionOutcome.Commit or TransactionOutcome.Rollback))
        {
            // Brokers do not answer this one.
            await copy.Connection.SendOneWayAsync(header, default, null, verdict.Remark, _closing.Token).ConfigureAwait(false);
            return;
        }
        using RemotingResponse response = await copy.Connection.RequestAsync(header, default, timeout).ConfigureAwait(false);
        if (response.Code != ResponseCode.Success)
        {
            Log.Refused(logger, verdict.Outcome, copy.TransactionId, settings.Group, response.Code, response.Remark);
            return;
        }
        if (verdict.IsSurplusCopy)
        {
            Log.SurplusDiscarded(logger, copy.TransactionId, settings.Group);
            return;
        }
        // The checker's rollback may have come too early for a message that another process has yet to decide, so it is not held against copies.
        if (verdict.Outcome == TransactionOutcome.Commit)
            ledger.Settle(copy.TransactionId);
        else
            ledger.Forget(copy.TransactionId);
        Log.Settled(logger, copy.TransactionId, settings.Group, verdict.Outcome);
    }

    private CheckedCopy Latest(CheckRequest request)
    {
        lock (_gate)
            return _latest[request.Copy.Key];
    }

    /// <summary>Whether one more question can be held; a first one always can. Under the gate.</summary>
    private bool HasRoom(CheckRequest request) =>
        _latest.Count == 0
        || (_latest.Count < transactions.MaxPendingChecks && _heldBytes + request.Size <= transactions.MaxPendingCheckBytes);

    private void Finish(CheckRequest request)
    {
        lock (_gate)
        {
            _latest.Remove(request.Copy.Key);
            _heldBytes -= request.Size;
            if (_isClosed && _latest.Count == 0)
                _drained.TrySetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2311, LogLevel.Information, "A broker asked about transaction {TransactionId} of group {Group}: {Outcome}.")]
        public static partial void Settled(ILogger logger, string transactionId, string group, TransactionOutcome outcome);

        [LoggerMessage(
            2312,
            LogLevel.Warning,
            "The broker refused the {Outcome} of transaction {TransactionId} of group {Group} that it had asked for: {Code} {Remark}."
        )]
        public static partial void Refused(
            ILogger logger,
            TransactionOutcome outcome,
            string transactionId,
            string group,
            ResponseCode code,
            string? remark
        );

        [LoggerMessage(
            2313,
            LogLevel.Warning,
            "A broker's question about transaction {TransactionId} of group {Group} could not be answered; it asks again."
        )]
        public static partial void NotAnswered(ILogger logger, string transactionId, string group, Exception exception);

        [LoggerMessage(2314, LogLevel.Error, "The checker of group {Group} failed for transaction {TransactionId}; the broker asks again.")]
        public static partial void CheckFailed(ILogger logger, string transactionId, string group, Exception exception);

        [LoggerMessage(
            2315,
            LogLevel.Warning,
            "The checker of group {Group} took longer than {Limit} for transaction {TransactionId}; the broker asks again."
        )]
        public static partial void CheckTimedOut(ILogger logger, string transactionId, string group, TimeSpan limit);

        [LoggerMessage(
            2316,
            LogLevel.Warning,
            "The question about transaction {TransactionId} of group {Group} was dropped because {Count} others of {Bytes} bytes wait; the broker asks again."
        )]
        public static partial void Dropped(ILogger logger, string transactionId, string group, int count, long bytes);

        [LoggerMessage(
            2317,
            LogLevel.Information,
            "A broker asked about one more copy of transaction {TransactionId} of group {Group}, which is settled; the copy is discarded."
        )]
        public static partial void SurplusDiscarded(ILogger logger, string transactionId, string group);

        [LoggerMessage(
            2318,
            LogLevel.Error,
            "All {Count} checkers of group {Group} have been running for longer than {Limit}; brokers are told that outcomes are not known, and "
                + "ask again. A checker must end soon after its token is cancelled."
        )]
        public static partial void NoCheckerFree(ILogger logger, int count, string group, TimeSpan limit);
    }
}
