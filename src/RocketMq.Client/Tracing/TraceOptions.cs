using RocketMq.Protocol;

namespace RocketMq;

/// <summary>
/// RocketMQ's message trace: a record of every send and two of every message handled, stored in a topic of its own, where dashboards and <c>mqadmin queryMsgTraceById</c> find it.
/// Read once, when the client is created.
/// </summary>
/// <remarks>
/// Tracing never holds up a send or a handler: records wait in a bounded queue, and what does not fit is dropped and counted
/// (<see cref="RocketMqClient.TraceStatistics"/>). Failed sends are recorded too.
/// </remarks>
public sealed class TraceOptions
{
    /// <summary>The topic that the records go to; it must exist, or brokers must create topics by themselves.</summary>
    /// <value><c>RMQ_SYS_TRACE_TOPIC</c> by default, which brokers with <c>traceTopicEnable</c> have.</value>
    public string Topic { get; set; } = TopicRules.TraceTopic;

    /// <summary>How many records may wait; further ones are dropped.</summary>
    /// <value>8,192 by default; 1 to 1,000,000.</value>
    public int MaxQueuedRecords { get; set; } = 8192;

    /// <summary>How many records go into one message; that many are sent at once.</summary>
    /// <value>100 by default; 1 to 1,000.</value>
    public int MaxBatchRecords { get; set; } = 100;

    /// <summary>After how long fewer records are sent.</summary>
    /// <value>5 seconds by default; positive, at most 24 days.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long disposing the client waits for the records that are left.</summary>
    /// <value>5 seconds by default; zero to 24 days.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    internal TraceOptions CheckedCopy()
    {
        if (!TopicRules.IsValidTopic(Topic, out string? reason))
            throw new ArgumentException($"TraceOptions.Topic '{Topic}' is not a topic name: {reason}");
        Require(MaxQueuedRecords is >= 1 and <= 1_000_000, nameof(MaxQueuedRecords), "1 to 1,000,000");
        Require(MaxBatchRecords is >= 1 and <= 1_000, nameof(MaxBatchRecords), "1 to 1,000");
        Require(
            FlushInterval > TimeSpan.Zero && FlushInterval <= TimeSpan.FromDays(24),
            nameof(FlushInterval),
            "positive, at most 24 days"
        );
        Require(ShutdownTimeout >= TimeSpan.Zero && ShutdownTimeout <= TimeSpan.FromDays(24), nameof(ShutdownTimeout), "zero to 24 days");
        return (TraceOptions)MemberwiseClone();
    }

    private static void Require(bool holds, string name, string allowed)
    {
        if (!holds)
            throw new ArgumentException($"TraceOptions.{name} is out of its range; it must be {allowed}.", name);
    }
}
