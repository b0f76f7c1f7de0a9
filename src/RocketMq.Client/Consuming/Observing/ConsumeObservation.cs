using RocketMq.Tracing;

namespace RocketMq.Consuming;

/// <summary>One handler call as hooks and message trace see it. Exists only if there are any; told its end exactly once.</summary>
internal sealed class ConsumeObservation
{
    private readonly ConsumeObservers _observers;
    private readonly ConsumeHookContext? _context;
    private readonly ConsumeTraces? _traces;

    private ConsumeObservation(ConsumeObservers observers, IReadOnlyList<ReceivedMessage> messages)
    {
        _observers = observers;
        DateTimeOffset startedAt = observers.Time.GetUtcNow();
        if (observers.Hooks.WatchCalls)
        {
            _context = new ConsumeHookContext(messages)
            {
                ConsumerGroup = observers.Group,
                Namespace = observers.Namespace,
                StartedAt = startedAt,
            };
        }

        if (observers.Trace is { } trace)
            _traces = new ConsumeTraces(trace, observers.Group, messages, startedAt);
    }

    public static ConsumeObservation Begin(ConsumeObservers observers, IReadOnlyList<ReceivedMessage> messages)
    {
        var observation = new ConsumeObservation(observers, messages);
        if (observation._context is { } context)
            observers.Hooks.OnConsuming(context);

        observation._traces?.Begin();
        return observation;
    }

    /// <param name="outcomes">For each message; null where the handler threw or gave up.</param>
    /// <param name="failure">What it threw.</param>
    /// <param name="duration">How long the call took.</param>
    /// <param name="ended">How it ended.</param>
    public void End(ReadOnlySpan<ConsumeOutcome?> outcomes, Exception? failure, TimeSpan duration, ConsumeReturn ended)
    {
        _traces?.End(outcomes, duration, ended, _observers.Time.GetUtcNow());
        if (_context is not { } context)
            return;

        int failed = 0;
        while (failed < outcomes.Length && outcomes[failed] == ConsumeOutcome.Success)
            failed++;

        context.Duration = duration;
        context.Return = ended;
        context.Outcome = failed == outcomes.Length ? ConsumeOutcome.Success : outcomes[failed];
        context.Exception = failure;
        _observers.Hooks.OnConsumed(context);
    }
}
