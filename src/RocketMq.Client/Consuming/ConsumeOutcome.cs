namespace RocketMq;

/// <summary>What a handler decided about a message.</summary>
public enum ConsumeOutcome
{
    /// <summary>Consumed; the group does not see it again.</summary>
    Success,

    /// <summary>Redeliver later (concurrent) or retry in place (orderly).</summary>
    RetryLater,

    /// <summary>Retry in place after a pause (orderly) or redeliver later (concurrent).</summary>
    Suspend,

    /// <summary>Move it to the dead-letter topic of the group, <c>%DLQ%group</c>, at once.</summary>
    DeadLetter,
}
