namespace RocketMq.Typed;

/// <summary>What happens to a message that no handler can take. It is logged and counted in every case.</summary>
public enum UnhandledPolicy
{
    /// <summary>It goes to the group's dead-letter topic at once. The default: nothing is lost and nothing is held up.</summary>
    DeadLetter = 0,

    /// <summary>It is delivered again later, for instance to a newer version of the service; in an orderly group this holds up the queue.</summary>
    Retry = 1,

    /// <summary>It is acknowledged and thereby lost for this group.</summary>
    Skip = 2,
}
