using Microsoft.Extensions.Logging;
using RocketMq.Broker.Storage;

namespace RocketMq.Broker.Transactions;

/// <summary>The rounds in which producers are asked about half messages that nobody decided in time (broker reference 4.11).</summary>
internal sealed partial class TransactionChecks : IDisposable
{
    private readonly TransactionTable _table;
    private readonly TransactionLog _log;
    private readonly TransactionQuestions _questions;
    private readonly MessageStore _store;
    private readonly BrokerSettings _settings;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _round = new();

    public TransactionChecks(
        TransactionTable table,
        TransactionLog log,
        TransactionQuestions questions,
        MessageStore store,
        BrokerSettings settings
    )
    {
        _table = table;
        _log = log;
        _questions = questions;
        _store = store;
        _settings = settings;
        _logger = settings.Loggers.CreateLogger<TransactionChecks>();
        _timer = settings.Time.CreateTimer(
            static state => ((TransactionChecks)state!).RunRound(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Start() => _timer.Change(_settings.TransactionCheckInterval, _settings.TransactionCheckInterval);

    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private void RunRound()
    {
        // A round that takes longer than the interval is not joined by another.
        if (!_round.TryEnter())
            return;
        try
        {
            var now = _settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var half in _table.Pending())
                CheckOrLog(half, now);
        }
        finally
        {
            _round.Exit();
        }
    }

    private void CheckOrLog(HalfMessage half, long now)
    {
        try
        {
            Check(half, now);
        }
        catch (Exception failure)
        {
            // On a timer's thread it would end the process, and the half messages behind this one have nothing to do with it.
            Log.NotChecked(_logger, failure, half.QueueOffset, half.Group);
        }
    }

    private void Check(HalfMessage half, long now)
    {
        if (now < half.CheckableFrom)
            return;
        if (!_store.TryReadAt(half.PhysicalOffset, out var record))
        {
            if (_table.TryDecide(half.QueueOffset, TransactionState.Discarded, out _))
                Log.RecordLost(_logger, half.QueueOffset, half.Group);
            return;
        }
        if (half.Checks >= _settings.TransactionCheckMax)
        {
            Log.Discarded(_logger, half.QueueOffset, half.Group, half.Checks);
            _log.Discard(half, record);
            return;
        }
        half.Checks++;
        _questions.Ask(half, record);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Half message {Offset} of producer group {Group} was dropped by retention before anybody decided; it is rolled back."
        )]
        public static partial void RecordLost(ILogger logger, long offset, string group);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Half message {Offset} of producer group {Group} was checked {Checks} times without a decision; it goes to TRANS_CHECK_MAX_TIME_TOPIC."
        )]
        public static partial void Discarded(ILogger logger, long offset, string group, int checks);

        [LoggerMessage(
            3,
            LogLevel.Error,
            "Half message {Offset} of producer group {Group} could not be checked; the next round tries again."
        )]
        public static partial void NotChecked(ILogger logger, Exception failure, long offset, string group);
    }
}
