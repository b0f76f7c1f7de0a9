namespace RocketMq;

/// <summary>What became of a client's trace records.</summary>
/// <param name="Recorded">Records that were made.</param>
/// <param name="Sent">Records that a broker stored.</param>
/// <param name="Dropped">Records for which the queue had no room, or that were left at the end.</param>
/// <param name="Failed">Records whose message could not be sent.</param>
public readonly record struct TraceStatistics(long Recorded, long Sent, long Dropped, long Failed);
