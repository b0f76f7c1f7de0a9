using System.Collections.Concurrent;
using System.Text;
using RocketMq;

namespace Transactions;

/// <summary>The local database: durable, and shared by all processes of the group. Here a dictionary that outlives the "crash".</summary>
internal sealed class OrderLedger
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _accepted = new();
    private readonly ConcurrentDictionary<string, TransactionOutcome> _checked = new();

    /// <summary>Orders whose outcome a broker had to ask for.</summary>
    public IReadOnlyDictionary<string, TransactionOutcome> Checked => _checked;

    public bool Contains(string orderId) => _accepted.ContainsKey(orderId);

    /// <summary>The local transaction: in a real shop an INSERT and its COMMIT.</summary>
    public void Accept(string orderId) => _accepted[orderId] = DateTimeOffset.UtcNow;

    /// <summary>
    /// The checker: what is in the ledger took effect. Nobody can write a missing order any more, because only one process places an order
    /// and it has answered for itself while it was alive.
    /// </summary>
    public ValueTask<TransactionOutcome> CheckAsync(TransactionCheck check, CancellationToken cancellationToken)
    {
        string orderId = Encoding.UTF8.GetString(check.Message.Body.Span);
        TransactionOutcome outcome = Contains(orderId) ? TransactionOutcome.Commit : TransactionOutcome.Rollback;
        _checked[orderId] = outcome;
        return ValueTask.FromResult(outcome);
    }
}
