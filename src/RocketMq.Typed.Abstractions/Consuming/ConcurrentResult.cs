namespace RocketMq.Typed;

/// <summary>The result of a handler in a concurrent group.</summary>
public readonly record struct ConcurrentResult
{
    private const int MaxDelayLevel = 18;

    private ConcurrentResult(ConcurrentOutcome outcome, int? delayLevel = null)
    {
        Outcome = outcome;
        DelayLevel = delayLevel;
    }

    /// <summary>The message is done.</summary>
    public static ConcurrentResult Ack => default;

    /// <summary>The message goes to the group's dead-letter topic.</summary>
    public static ConcurrentResult DeadLetter => new(ConcurrentOutcome.DeadLetter);

    /// <summary>What became of the message.</summary>
    public ConcurrentOutcome Outcome { get; }

    /// <summary>With <see cref="ConcurrentOutcome.RetryLater"/>: the broker's delay level; <see langword="null"/> for the level that grows with every attempt.</summary>
    public int? DelayLevel { get; }

    /// <summary>The message is delivered again, later with every attempt.</summary>
    public static ConcurrentResult RetryLater() => new(ConcurrentOutcome.RetryLater);

    /// <summary>The message is delivered again after the delay of a level.</summary>
    /// <param name="delayLevel">1 (by default 1 s) to 18 (by default 2 h).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delayLevel"/> is not 1 to 18.</exception>
    public static ConcurrentResult RetryLater(int delayLevel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delayLevel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delayLevel, MaxDelayLevel);
        return new ConcurrentResult(ConcurrentOutcome.RetryLater, delayLevel);
    }
}
