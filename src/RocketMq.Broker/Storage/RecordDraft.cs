using RocketMq.Protocol;

namespace RocketMq.Broker.Storage;

/// <summary>A record as it is to be appended. Topic, queue, offsets, store time and store host are the store's to fill in.</summary>
/// <param name="Fields">The rest of the record.</param>
/// <param name="TagCode">The Java hash of the tag; 0 without one.</param>
/// <param name="DelayMilliseconds">
/// Above 0 for records of the schedule topic: their index entry holds the due time instead of the tag code.
/// </param>
internal readonly record struct RecordDraft(MessageRecordFields Fields, long TagCode, long DelayMilliseconds = 0);
