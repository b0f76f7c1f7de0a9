namespace RocketMq.Typed;

/// <summary>What a concurrent handler made of a message.</summary>
public enum ConcurrentOutcome
{
    /// <summary>The message is done.</summary>
    Ack = 0,

    /// <summary>The message is delivered again later.</summary>
    RetryLater = 1,

    /// <summary>The message goes to the dead-letter topic.</summary>
    DeadLetter = 2,
}
