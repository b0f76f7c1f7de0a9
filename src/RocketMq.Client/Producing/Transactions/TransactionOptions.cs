namespace RocketMq;

/// <summary>How a transaction producer deals with the questions of brokers. Read once, when the producer is created.</summary>
public sealed class TransactionOptions
{
    /// <summary>How many calls of the checker run at once.</summary>
    /// <value>8 by default; 1 or more.</value>
    public int MaxConcurrentChecks { get; set; } = 8;

    /// <summary>How many questions are held, those being answered included; further ones are dropped, and the broker asks again in its next round.</summary>
    /// <value>2,000 by default; 1 or more.</value>
    public int MaxPendingChecks { get; set; } = 2000;

    /// <summary>How many bytes the messages of held questions may have together; a question beyond is dropped likewise, unless no other is held.</summary>
    /// <value>64 MiB by default; 1 or more.</value>
    public long MaxPendingCheckBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long one call of the checker may take before the broker is told that the outcome is not known, and how long a question waits for its turn.</summary>
    /// <value>20 seconds by default; must be positive. Brokers ask again every 30 seconds unless configured otherwise.</value>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How old a message must be before the broker asks about it, in whole seconds: the time that local transactions usually need. It only
    /// lengthens the broker's own limit (6 seconds by default).
    /// </summary>
    /// <value>null by default: the broker's limit; 1 second or more.</value>
    /// <remarks>
    /// Brokers refuse a commit or rollback that comes later than this and ask instead, so choose it longer than any local transaction.
    /// Property CHECK_IMMUNITY_TIME_IN_SECONDS.
    /// </remarks>
    public TimeSpan? FirstCheckAfter { get; set; }
}
