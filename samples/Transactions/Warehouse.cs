using System.Collections.Concurrent;
using System.Text;
using RocketMq;

namespace Transactions;

/// <summary>The consumer: what it receives is shipped, so it must receive accepted orders only.</summary>
internal sealed class Warehouse(string run)
{
    private readonly ConcurrentDictionary<string, int> _received = new();

    /// <summary>How often each order of this run arrived.</summary>
    public IReadOnlyDictionary<string, int> Received => _received;

    public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        string orderId = Encoding.UTF8.GetString(message.Body.Span);
        if (orderId.StartsWith(run, StringComparison.Ordinal)) // a shared cluster may still hold earlier runs
            _received.AddOrUpdate(orderId, 1, static (_, times) => times + 1);
        return ValueTask.FromResult(ConsumeResult.Success);
    }
}
