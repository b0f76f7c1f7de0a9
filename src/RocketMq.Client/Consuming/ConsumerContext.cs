using Microsoft.Extensions.Logging;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Rebalancing;
using RocketMq.Sessions;

namespace RocketMq.Consuming;

/// <summary>What the parts of one running consumer share.</summary>
internal sealed class ConsumerContext
{
    public required ClientSession Session { get; init; }

    public required ConsumerSettings Settings { get; init; }

    public required Utf8Text GroupUtf8 { get; init; }

    public required IOffsetStore Offsets { get; init; }

    public required OffsetCommitter Commits { get; init; }

    public required MovedOffsets Moved { get; init; }

    public required QueueLocks Locks { get; init; }

    public required IMessageReturn Return { get; init; }

    public required ConsumeCounters Counters { get; init; }

    public required ConsumeFigures Figures { get; init; }

    public required ConsumeObservers Observers { get; init; }

    public required ILogger Logger { get; init; }

    public required IDispatcher Dispatcher { get; init; }

    public required DirectConsumption Direct { get; init; }

    /// <summary>What is subscribed at the moment.</summary>
    public required SubscriptionSet Subscriptions
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Closed while the user paused pulling.</summary>
    public PauseGate Pause { get; } = new();

    /// <summary>Whether the caller is a handler call of this consumer, or was started by one.</summary>
    public bool IsInHandler => HandlerSlot.Current is { Running: not null } slot && Dispatcher.Slots.Contains(slot);

    public TimeProvider Time => Session.Time;

    public static ConsumerContext Create(ClientSession session, ConsumerSettings settings, UserHandler handler)
    {
        ILogger logger = session.Loggers.CreateLogger<PushConsumer>();
        var group = Utf8Text.Encode(settings.Group);
        var counters = new ConsumeCounters();
        IOffsetStore offsets = settings.IsBroadcasting
            ? new LocalFileOffsetStore(settings.OffsetDirectory, session.Settings.InstanceName, settings.Group, logger)
            : new BrokerOffsetStore(session, group);
        var locks = new QueueLocks(session, settings.Group, offsets, logger);
        IMessageReturn messageReturn = settings.IsBroadcasting
            ? new DroppedMessages(settings.Group, logger)
            : new MessageReturn(session, settings, logger);
        var figures = new ConsumeFigures(session.Time);
        var observers = new ConsumeObservers(session, settings, figures, logger);
        var invoker = new HandlerInvoker(handler, counters, logger, observers);
        return new ConsumerContext
        {
            Session = session,
            Settings = settings,
            GroupUtf8 = group,
            Offsets = offsets,
            Commits = new OffsetCommitter(offsets, logger),
            Subscriptions = settings.Subscriptions,
            Direct = new DirectConsumption(handler, settings, session.Time, logger),
            Moved = new MovedOffsets(offsets),
            Locks = locks,
            Return = messageReturn,
            Counters = counters,
            Figures = figures,
            Observers = observers,
            Logger = logger,
            Dispatcher = settings.IsOrderly
                ? new OrderlyDispatcher(
                    settings.Concurrency,
                    invoker.TakesBatches ? settings.Grouping : settings.Grouping with { BatchSize = 1 },
                    invoker,
                    messageReturn,
                    locks,
                    new OrderlyRetryPolicy(settings.MaxAttempts, settings.SuspendInterval),
                    counters,
                    session.Time,
                    logger
                )
                : new ConcurrentDispatcher(
                    settings.Concurrency,
                    settings.Grouping.BatchSize,
                    invoker,
                    messageReturn,
                    counters,
                    session.Time,
                    logger
                ),
        };
    }
}
