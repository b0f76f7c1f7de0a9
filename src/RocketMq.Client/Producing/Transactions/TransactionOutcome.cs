namespace RocketMq;

/// <summary>What becomes of a transactional message.</summary>
public enum TransactionOutcome
{
    /// <summary>Not known (yet): the broker keeps the message from consumers and asks again later (protocol: 0).</summary>
    Unknown = 0,

    /// <summary>The local transaction took effect: consumers receive the message (protocol: 8).</summary>
    Commit = 1,

    /// <summary>The local transaction did not take effect: nobody receives the message (protocol: 12).</summary>
    Rollback = 2,
}
