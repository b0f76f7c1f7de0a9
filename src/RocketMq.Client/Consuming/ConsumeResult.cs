namespace RocketMq;

/// <summary>The result of handling one message. The default value is <see cref="Success"/>.</summary>
/// <remarks>
/// In an orderly consumer <see cref="RetryLater()"/> means <see cref="Suspend"/>, since later messages of the queue must wait; in a concurrent
/// one <see cref="Suspend"/> means <see cref="RetryLater()"/>. A handler that throws counts as either of them.
/// </remarks>
public readonly record struct ConsumeResult
{
    private ConsumeResult(ConsumeOutcome outcome, int delayLevel, TimeSpan? pause)
    {
        Outcome = outcome;
        DelayLevel = delayLevel;
        Pause = pause;
    }

    /// <summary>The message is consumed.</summary>
    public static ConsumeResult Success => default;

    /// <summary>The message goes to the dead-letter topic of the group at once, whatever its attempts.</summary>
    public static ConsumeResult DeadLetter => new(ConsumeOutcome.DeadLetter, 0, null);

    /// <summary>What was decided.</summary>
    public ConsumeOutcome Outcome { get; }

    /// <summary>The broker's delay level (1 to 18) of the redelivery; 0 leaves the choice to the broker, which waits longer with each attempt.</summary>
    public int DelayLevel { get; }

    /// <summary>The pause asked for by <see cref="Suspend"/>; null means <see cref="PushConsumerOptions.SuspendInterval"/>.</summary>
    public TimeSpan? Pause { get; }

    /// <summary>Redelivers the message later; the broker chooses when (10 s, 30 s, 1 min, … 2 h with its default levels).</summary>
    public static ConsumeResult RetryLater() => new(ConsumeOutcome.RetryLater, 0, null);

    /// <summary>Redelivers the message after the time of a delay level.</summary>
    /// <param name="delayLevel">1 to 18; the broker's default levels are 1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not within 1 to 18.</exception>
    public static ConsumeResult RetryLater(int delayLevel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delayLevel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delayLevel, 18);
        return new ConsumeResult(ConsumeOutcome.RetryLater, delayLevel, null);
    }

    /// <summary>Keeps the queue waiting and retries the same message after a pause.</summary>
    /// <param name="pause">10 ms to 30 s, clamped; null takes <see cref="PushConsumerOptions.SuspendInterval"/>.</param>
    public static ConsumeResult Suspend(TimeSpan? pause = null) => new(ConsumeOutcome.Suspend, 0, pause);
}
