using System.Collections.Concurrent;
using RocketMq.Protocol;

namespace RocketMq.Tests.EndToEnd;

/// <summary>Records who handled what, and notices two handlers in one queue at the same time.</summary>
internal sealed class OwnershipHistory
{
    private readonly ConcurrentDictionary<MessageQueue, string> _inside = new();
    private readonly ConcurrentDictionary<string, bool> _owners = new(StringComparer.Ordinal);

    public Handled Handled { get; } = new();

    public ConcurrentQueue<string> Overlaps { get; } = new();

    public IEnumerable<string> Owners => _owners.Keys;

    public MessageHandler HandlerOf(string owner) =>
        async (message, ct) =>
        {
            if (!_inside.TryAdd(message.Queue, owner))
                Overlaps.Enqueue($"{owner} entered {message.Queue} while {_inside.GetValueOrDefault(message.Queue)} was inside");

            _owners[owner] = true;
            await Task.Yield();
            Handled.Add(message);
            _inside.TryRemove(message.Queue, out _);
            return ConsumeResult.Success;
        };
}
