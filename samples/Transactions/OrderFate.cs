namespace Transactions;

/// <summary>What happens to an order between the half message and the decision.</summary>
internal enum OrderFate
{
    /// <summary>Written to the ledger, committed.</summary>
    Accepted,

    /// <summary>Not written (the customer's credit does not suffice), rolled back.</summary>
    Declined,

    /// <summary>Written to the ledger, but the process dies before it can say so: the check finds it and commits.</summary>
    CrashAfterLedger,

    /// <summary>The process dies before it writes: the check finds nothing and rolls back.</summary>
    CrashBeforeLedger,
}
