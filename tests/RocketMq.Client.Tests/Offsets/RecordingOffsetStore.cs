using System.Collections.Concurrent;
using RocketMq.Offsets;
using RocketMq.Protocol;

namespace RocketMq.Tests.Offsets;

/// <summary>Keeps offsets in memory and remembers every write; a write can be held back.</summary>
internal sealed class RecordingOffsetStore : IOffsetStore
{
    public ConcurrentDictionary<MessageQueue, long> Offsets { get; } = new();

    public ConcurrentQueue<long> Writes { get; } = new();

    /// <summary>Completes the writes; null lets them through.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Queues whose writes fail.</summary>
    public HashSet<MessageQueue> Refused { get; } = [];

    public ValueTask OpenAsync(CancellationToken ct) => ValueTask.CompletedTask;

    public ValueTask<long?> ReadAsync(MessageQueue queue, CancellationToken ct) =>
        ValueTask.FromResult(Offsets.TryGetValue(queue, out long offset) ? offset : (long?)null);

    public async ValueTask CommitAsync(MessageQueue queue, long offset, CancellationToken ct)
    {
        if (Gate is { } gate)
            await gate.Task;

        if (Refused.Contains(queue))
            throw new IOException($"The test refuses {queue}.");

        Writes.Enqueue(offset);
        Offsets[queue] = offset;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
