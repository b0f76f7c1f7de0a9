using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>What only the client itself may put on a message: reserved properties, the counters of a retry, and the kind of request.</summary>
/// <param name="Properties">Written as they are; UNIQ_KEY, if present, is the message's id.</param>
/// <param name="ReconsumeTimes">How many deliveries have failed.</param>
/// <param name="MaxReconsumeTimes">After how many the message goes to the dead-letter topic; null leaves it to the broker.</param>
/// <param name="Flags">Added to the header's system flags, for example that the message is half a transaction.</param>
/// <param name="IsReply">Whether the message answers a request and therefore goes out as SEND_REPLY_MESSAGE_V2.</param>
/// <param name="Batch">The messages that the body holds in batch encoding; null for a single message.</param>
/// <param name="NeedsTimers">Whether only a broker may get the message that is known to have timers; others would deliver it at once.</param>
internal sealed record SystemFields(
    IReadOnlyDictionary<string, string> Properties,
    int ReconsumeTimes = 0,
    int? MaxReconsumeTimes = null,
    SystemFlags Flags = default,
    bool IsReply = false,
    BatchPart? Batch = null,
    bool NeedsTimers = false
);
