namespace RocketMq.Broker.Storage;

/// <summary>Where an appended record went.</summary>
internal readonly record struct AppendedRecord(long PhysicalOffset, long QueueOffset, long TagCode);
