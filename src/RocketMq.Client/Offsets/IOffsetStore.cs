using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>Keeps how far a consumer came in each queue. Thread-safe.</summary>
internal interface IOffsetStore : IAsyncDisposable
{
    /// <summary>Makes the store usable; before anything else is asked of it, and again after it was disposed.</summary>
    /// <exception cref="RocketMqException">It cannot be used; the text says why and what to do.</exception>
    ValueTask OpenAsync(CancellationToken ct);

    /// <summary>The committed offset, or null when there is none for the queue.</summary>
    /// <exception cref="Exception">The store cannot tell.</exception>
    ValueTask<long?> ReadAsync(MessageQueue queue, CancellationToken ct);

    /// <summary>Stores how far a queue is consumed; completes when the store has it.</summary>
    /// <exception cref="Exception">The store does not have it.</exception>
    ValueTask CommitAsync(MessageQueue queue, long offset, CancellationToken ct);
}
