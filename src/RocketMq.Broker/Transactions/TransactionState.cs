namespace RocketMq.Broker.Transactions;

/// <summary>What has become of a half message.</summary>
internal enum TransactionState : byte
{
    Pending,

    Committed,

    RolledBack,

    /// <summary>Checked as often as configured without an answer; a late decision still counts.</summary>
    Discarded,
}
