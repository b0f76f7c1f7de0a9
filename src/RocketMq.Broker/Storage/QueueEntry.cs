namespace RocketMq.Broker.Storage;

/// <summary>
/// What a queue remembers of one record. <paramref name="TagCode"/> is the Java hash of the tag, or in the queues of
/// the schedule topic the time at which the record falls due (broker reference 4.4).
/// </summary>
internal readonly record struct QueueEntry(long PhysicalOffset, int Size, long TagCode, long StoreTimestamp);
