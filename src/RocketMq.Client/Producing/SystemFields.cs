namespace RocketMq.Producing;

/// <summary>What only the client itself may put on a message: reserved properties and the counters of a retry.</summary>
/// <param name="Properties">Written as they are; UNIQ_KEY, if present, is the message's id.</param>
/// <param name="ReconsumeTimes">How many deliveries have failed.</param>
/// <param name="MaxReconsumeTimes">After how many the message goes to the dead-letter topic; null leaves it to the broker.</param>
internal sealed record SystemFields(IReadOnlyDictionary<string, string> Properties, int ReconsumeTimes = 0, int? MaxReconsumeTimes = null);
