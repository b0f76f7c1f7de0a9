using System.Collections.Concurrent;
using System.Text;
using RocketMq;

namespace Transactions;

/// <summary>The consumer: what it receives is shipped, so it must receive accepted orders only.</summary>
internal sealed class Warehouse(string run)
{
    private const string MarkerTag = "marker";

    private readonly ConcurrentDictionary<string, int> _received = new();
    private int _markersReceived;

    /// <summary>How often each order of this run arrived.</summary>
    public IReadOnlyDictionary<string, int> Received => _received;

    /// <summary>How many markers of this run arrived.</summary>
    public int MarkersReceived => Volatile.Read(ref _markersReceived);

    /// <summary>A message that is no order; behind whatever its queue held before.</summary>
    public static Message CreateMarker(string run) => new(Shop.Topic, Encoding.UTF8.GetBytes(run)) { Tag = MarkerTag };

    public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        string orderId = Encoding.UTF8.GetString(message.Body.Span);
        if (!orderId.StartsWith(run, StringComparison.Ordinal))
            return ValueTask.FromResult(ConsumeResult.Success); // a shared cluster may still hold earlier runs
        if (message.Tag == MarkerTag)
            Interlocked.Increment(ref _markersReceived);
        else
            _received.AddOrUpdate(orderId, 1, static (_, times) => times + 1);
        return ValueTask.FromResult(ConsumeResult.Success);
    }
}
