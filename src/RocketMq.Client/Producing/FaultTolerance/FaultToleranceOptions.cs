namespace RocketMq;

/// <summary>How sends avoid brokers that are slow or do not answer. Read once, when the producer is created.</summary>
/// <remarks>
/// What is learned about a broker is shared by all producers of one <see cref="RocketMqClient"/>. Only what a broker itself caused
/// counts: slowness, refused or broken connections, missing answers, and answers such as SYSTEM_BUSY; never a message that it rightly
/// refuses. Sends go in turn over all brokers with nothing against them. If there is none, they go over those that can be reached,
/// and otherwise over all: fault tolerance alone never fails a send. Queues that the caller selected are not affected.
/// </remarks>
public sealed class FaultToleranceOptions
{
    /// <summary>Whether sends in turn prefer brokers with nothing against them.</summary>
    /// <value>
    /// true by default. Java's is false, because its table is kept per producer, and errors that the caller caused count, too. Off,
    /// every send whose turn comes to a broker that hangs pays half of its time; on, one send does.
    /// </value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a broker is avoided after a send with a certain latency; the last line that applies counts.</summary>
    /// <value>Java's by default: from 550 ms 2 s, 1.8 s 5 s, 3 s 6 s, 5 s 10 s, 15 s 30 s. In ascending order of latency.</value>
    /// <remarks>A failure that the broker caused counts as a latency of 10 seconds.</remarks>
    public IList<LatencyLimit> LatencyLimits { get; set; } =
    [
        new(TimeSpan.FromMilliseconds(550), TimeSpan.FromSeconds(2)),
        new(TimeSpan.FromMilliseconds(1800), TimeSpan.FromSeconds(5)),
        new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)),
        new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)),
        new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)),
    ];

    /// <summary>
    /// Whether a broker that did not answer is asked for an offset from time to time, and gets messages again only after it has
    /// answered that. Without, a message finds out.
    /// </summary>
    /// <value>true by default.</value>
    public bool DetectorEnabled { get; set; } = true;

    /// <summary>How often a broker that did not answer is asked.</summary>
    /// <value>2 seconds by default; must be positive.</value>
    public TimeSpan DetectInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long its answer may take, with connecting.</summary>
    /// <value>200 milliseconds by default; must be positive.</value>
    public TimeSpan DetectTimeout { get; set; } = TimeSpan.FromMilliseconds(200);
}
