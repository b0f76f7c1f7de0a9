namespace RocketMq;

/// <summary>What a handler decided about a message.</summary>
public enum ConsumeOutcome
{
    /// <summary>Consumed; the group does not see it again.</summary>
    Success = 0,

    /// <summary>Redeliver later (concurrent) or retry in place (orderly).</summary>
    RetryLater = 1,

    /// <summary>Retry in place after a pause (orderly) or redeliver later (concurrent).</summary>
    Suspend = 2,

    /// <summary>Move it to the dead-letter topic of the group, <c>%DLQ%group</c>, at once.</summary>
    DeadLetter = 3,
}
