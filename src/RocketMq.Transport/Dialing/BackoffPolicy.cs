namespace RocketMq.Transport;

/// <summary>How long to wait after failed connects: exponential growth with jitter, so that many clients do not return in step.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record BackoffPolicy
{
    /// <summary>The wait after the first failure.</summary>
    /// <value>100 ms by default; must not be negative.</value>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait, before jitter.</summary>
    /// <value>5 s by default; must not be below <see cref="InitialDelay" />.</value>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>By how much the wait grows with each further failure.</summary>
    /// <value>2 by default; must be at least 1.</value>
    public double Multiplier { get; init; } = 2;

    /// <summary>The share of the wait that is random: 0.2 spreads a wait of 1 s evenly over 0.8 s to 1.2 s.</summary>
    /// <value>0.2 by default; 0 to 1.</value>
    public double Jitter { get; init; } = 0.2;

    /// <summary>How long a connection must have lived for its end not to count as a further failure.</summary>
    /// <value>1 s by default. Keeps a peer that accepts and hangs up at once from being dialled in a tight loop.</value>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The source of the jitter; give a seeded one to make the waits repeatable.</summary>
    /// <value><see cref="Random.Shared" /> by default. A seeded instance is only ever used under the supervisor's lock.</value>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The wait after a number of failures in a row.</summary>
    /// <param name="failures">How many connects have failed in a row, at least 1.</param>
    /// <returns>The wait, at most <see cref="MaximumDelay" /> plus jitter.</returns>
    public TimeSpan GetDelay(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        double grown = InitialDelay.TotalMilliseconds * Math.Pow(Multiplier, failures - 1);
        double bounded = Math.Min(grown, MaximumDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bounded * (1 + Jitter * (2 * Random.NextDouble() - 1)));
    }
}
