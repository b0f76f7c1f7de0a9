namespace RocketMq.Consuming;

/// <summary>Takes the broker's orderly lock for single queues.</summary>
internal interface IQueueLocks
{
    /// <summary>
    /// Asks the broker for the lock of an assigned queue and records the answer in its lease; after a lapse, makes the queue continue behind what
    /// another owner committed.
    /// </summary>
    /// <returns>False when somebody else holds it or the broker cannot be asked. Never throws except for cancellation.</returns>
    ValueTask<bool> TryLockAsync(ProcessQueue queue, CancellationToken ct);
}
