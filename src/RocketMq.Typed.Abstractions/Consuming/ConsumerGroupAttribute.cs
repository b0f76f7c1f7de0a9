namespace RocketMq.Typed;

/// <summary>Makes a partial class the handlers of one consumer group: every method <c>HandleAsync</c> takes the messages of one contract.</summary>
/// <remarks>
/// Forms of a handler: parameters <c>(T)</c>, <c>(T, CancellationToken)</c> or <c>(T, ReceiveContext, CancellationToken)</c>; result <c>ValueTask</c>, <c>Task</c>,
/// <c>ValueTask&lt;OrderlyResult&gt;</c> in an orderly group, <c>ValueTask&lt;ConcurrentResult&gt;</c> in a concurrent one; instance or static.
/// Returning acknowledges the message; throwing has it delivered again. All handlers of the class make one subscription: members of a
/// group that subscribe differently lose messages, so one group is one class.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ConsumerGroupAttribute(string group) : Attribute
{
    /// <summary>The group's name: 1 to 120 characters of <c>%|a-zA-Z0-9_-</c>.</summary>
    public string Group { get; } = group;

    /// <summary>Whether messages of one queue are handled in order. Default: <see cref="ConsumeMode.Concurrent"/>.</summary>
    public ConsumeMode Mode { get; set; }

    /// <summary>How often a message is handed out before it is dead-lettered; 0 (the default) leaves the consumer's own limit: 17 when concurrent (16 retries), none when orderly.</summary>
    public int MaxAttempts { get; set; }

    /// <summary>What happens to a message whose tag no handler of the group takes. Default: <see cref="UnhandledPolicy.DeadLetter"/>.</summary>
    public UnhandledPolicy UnknownTags { get; set; }

    /// <summary>What happens to a message whose body does not decode. Default: <see cref="UnhandledPolicy.DeadLetter"/>.</summary>
    public UnhandledPolicy UndecodableBodies { get; set; }
}
