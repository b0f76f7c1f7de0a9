namespace RocketMq;

/// <summary>One queue of a topic on one broker. Ordered by topic, broker name and queue id, like the Java class.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="BrokerName">The broker's name (not its address).</param>
/// <param name="QueueId">The queue, from 0.</param>
public readonly record struct MessageQueue(string Topic, string BrokerName, int QueueId) : IComparable<MessageQueue>
{
    /// <inheritdoc/>
    public int CompareTo(MessageQueue other)
    {
        int result = string.CompareOrdinal(Topic, other.Topic);
        if (result == 0)
            result = string.CompareOrdinal(BrokerName, other.BrokerName);

        return result == 0 ? QueueId.CompareTo(other.QueueId) : result;
    }

    /// <summary>Whether one queue sorts before another.</summary>
    /// <param name="left">One queue.</param>
    /// <param name="right">Another.</param>
    public static bool operator <(MessageQueue left, MessageQueue right) => left.CompareTo(right) < 0;

    /// <summary>Whether one queue sorts after another.</summary>
    /// <param name="left">One queue.</param>
    /// <param name="right">Another.</param>
    public static bool operator >(MessageQueue left, MessageQueue right) => left.CompareTo(right) > 0;

    /// <summary>Whether one queue sorts before another or equals it.</summary>
    /// <param name="left">One queue.</param>
    /// <param name="right">Another.</param>
    public static bool operator <=(MessageQueue left, MessageQueue right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one queue sorts after another or equals it.</summary>
    /// <param name="left">One queue.</param>
    /// <param name="right">Another.</param>
    public static bool operator >=(MessageQueue left, MessageQueue right) => left.CompareTo(right) >= 0;

    /// <summary>The text Java prints for a queue; consistent hashing depends on it.</summary>
    /// <returns><c>MessageQueue [topic=…, brokerName=…, queueId=…]</c>.</returns>
    public override string ToString() => $"MessageQueue [topic={Topic}, brokerName={BrokerName}, queueId={QueueId}]";
}
