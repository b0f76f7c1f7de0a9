namespace RocketMq.Consuming;

/// <summary>Where one pull of a queue begins.</summary>
/// <param name="Offset">The first offset asked for.</param>
/// <param name="CommitOffset">How far the queue is consumed.</param>
/// <param name="Generation">Changes when the queue is restarted elsewhere.</param>
/// <param name="Interrupted">Cancelled when the queue is released or restarted elsewhere.</param>
internal readonly record struct PullPosition(long Offset, long CommitOffset, long Generation, CancellationToken Interrupted);
