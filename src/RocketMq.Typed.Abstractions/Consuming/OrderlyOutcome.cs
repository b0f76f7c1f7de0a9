namespace RocketMq.Typed;

/// <summary>What an orderly handler made of a message.</summary>
public enum OrderlyOutcome
{
    /// <summary>The message is done.</summary>
    Ack = 0,

    /// <summary>The queue pauses, then the message is handed out again.</summary>
    Suspend = 1,

    /// <summary>The message goes to the dead-letter topic and the queue goes on.</summary>
    DeadLetter = 2,
}
