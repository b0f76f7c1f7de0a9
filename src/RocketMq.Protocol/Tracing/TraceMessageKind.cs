namespace RocketMq.Protocol;

/// <summary>What kind of message a trace record tells of, by the numbers of the record's text.</summary>
public enum TraceMessageKind
{
    /// <summary>Delivered at once.</summary>
    Normal = 0,

    /// <summary>Half of a transaction.</summary>
    TransactionHalf = 1,

    /// <summary>The decision about a transaction.</summary>
    TransactionCommit = 2,

    /// <summary>Delivered later.</summary>
    Delay = 3,

    /// <summary>Sent in the order of a key.</summary>
    Order = 4,
}
