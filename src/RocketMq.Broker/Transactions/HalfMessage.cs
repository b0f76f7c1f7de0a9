namespace RocketMq.Broker.Transactions;

/// <summary>A half message that waits for the decision of its producer.</summary>
/// <param name="QueueOffset">Its offset in the half topic, which producers name as the transaction state table offset.</param>
/// <param name="PhysicalOffset">Where its record lies.</param>
/// <param name="Group">The producer group that is asked about it.</param>
/// <param name="CheckableFrom">The time before which it is not asked about, in milliseconds since 1970.</param>
internal sealed record HalfMessage(long QueueOffset, long PhysicalOffset, string Group, long CheckableFrom)
{
    /// <summary>How many rounds asked about it; written by the one round that runs.</summary>
    public int Checks { get; set; }
}
