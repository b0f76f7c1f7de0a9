using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, IEnumerable<HalfMessage>> _underWay = new(StringComparer.Ordinal);
    private volatile bool _isRunning;

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
            static state => ((TransactionChecks)state!).StartRound(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Start()
    {
        _isRunning = true;
        _timer.Change(_settings.TransactionCheckInterval, _settings.TransactionCheckInterval);
    }

    public void Stop()
    {
        _isRunning = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    /// <summary>One round for each group: where producers are slow to read, others do not wait, and the group's next round waits for this one.</summary>
    private void StartRound()
    {
        var now = _settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var group in _table.Pending().Where(half => half.CheckableFrom <= now).GroupBy(half => half.Group, StringComparer.Ordinal))
            if (_underWay.TryAdd(group.Key, group))
                _ = CheckAsync(group);
    }

    private async Task CheckAsync(IGrouping<string, HalfMessage> group)
    {
        foreach (var half in group)
            if (_isRunning && _table.IsPending(half))
                await CheckOrLogAsync(half).ConfigureAwait(false);
        _underWay.TryRemove(group.Key, out _);
    }

    private async ValueTask CheckOrLogAsync(HalfMessage half)
    {
        try
        {
            await CheckAsync(half).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Nobody else would learn of it, and the half messages behind this one have nothing to do with it.
            Log.NotChecked(_logger, failure, half.QueueOffset, half.Group);
        }
    }

    private async ValueTask CheckAsync(HalfMessage half)
    {
        if (!_store.TryReadAt(half.PhysicalOffset, out var record))
        {
            if (_table.TryDecide(half.QueueOffset, TransactionState.Discarded, out _))
                Log.RecordLost(_logger, half.QueueOffset, half.Group);
            return;
        }
        if (half.Checks >= _settings.MaxTransactionChecks)
        {
            Log.Discarded(_logger, half.QueueOffset, half.Group, half.Checks);
            _log.Discard(half, record);
            return;
        }
        half.Checks++;
        await _questions.AskAsync(half, record).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(
            3201,
            LogLevel.Warning,
            "Half message {Offset} of producer group {Group} was dropped by retention before anybody decided; it is rolled back."
        )]
        public static partial void RecordLost(ILogger logger, long offset, string group);

        [LoggerMessage(
            3202,
            LogLevel.Warning,
            "Half message {Offset} of producer group {Group} was checked {Checks} times without a decision; it goes to TRANS_CHECK_MAX_TIME_TOPIC."
        )]
        public static partial void Discarded(ILogger logger, long offset, string group, int checks);

        [LoggerMessage(
            3203,
            LogLevel.Error,
            "Half message {Offset} of producer group {Group} could not be checked; the next round tries again."
        )]
        public static partial void NotChecked(ILogger logger, Exception failure, long offset, string group);
    }
}
