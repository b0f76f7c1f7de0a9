namespace RocketMq.Typed;

/// <summary>The result of a handler in an orderly group.</summary>
public readonly record struct OrderlyResult
{
    private OrderlyResult(OrderlyOutcome outcome, TimeSpan? pause = null)
    {
        Outcome = outcome;
        Pause = pause;
    }

    /// <summary>The message is done; the next one of the queue follows.</summary>
    public static OrderlyResult Ack => default;

    /// <summary>The message goes to the group's dead-letter topic; the next one of the queue follows.</summary>
    public static OrderlyResult DeadLetter => new(OrderlyOutcome.DeadLetter);

    /// <summary>What became of the message.</summary>
    public OrderlyOutcome Outcome { get; }

    /// <summary>With <see cref="OrderlyOutcome.Suspend"/>: how long the queue pauses; <see langword="null"/> for the consumer's own interval (1 s by default).</summary>
    public TimeSpan? Pause { get; }

    /// <summary>The queue pauses, then hands out the same message again; its attempt counts.</summary>
    /// <param name="pause">How long; <see langword="null"/> for the consumer's own interval.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pause"/> is negative.</exception>
    public static OrderlyResult Suspend(TimeSpan? pause = null)
    {
        if (pause is { } time)
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(pause));
        return new OrderlyResult(OrderlyOutcome.Suspend, pause);
    }
}
