using System.Collections.Concurrent;
using System.Text;

namespace RocketMq.Tests.Transactions;

/// <summary>Stands for the database of local transactions that a checker looks into, and remembers what it was asked.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, TransactionOutcome> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TransactionCheck> _asked = new();

    public IReadOnlyCollection<TransactionCheck> Asked => _asked;

    public void Write(string body, TransactionOutcome outcome) => _written[body] = outcome;

    /// <summary>A local transaction that writes its outcome.</summary>
    public LocalTransaction Writing(string body, TransactionOutcome outcome) =>
        (_, _) =>
        {
            Write(body, outcome);
            return ValueTask.FromResult(outcome);
        };

    public ValueTask<TransactionOutcome> CheckAsync(TransactionCheck check, CancellationToken cancellationToken)
    {
        _asked.Enqueue(check);
        return ValueTask.FromResult(_written.GetValueOrDefault(Encoding.UTF8.GetString(check.Message.Body.Span)));
    }
}
