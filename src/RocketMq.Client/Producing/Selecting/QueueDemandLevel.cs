namespace RocketMq.Producing;

/// <summary>How much a choice among open queues insists on, from everything to nothing.</summary>
internal enum QueueDemandLevel
{
    /// <summary>Nothing is held against the broker, and it is not the one that has just failed.</summary>
    AvailableElsewhere = 0,

    /// <summary>The broker can be reached, and is not the one that has just failed.</summary>
    ReachableElsewhere,

    /// <summary>The broker is not the one that has just failed.</summary>
    Elsewhere,

    /// <summary>Any broker that may be used at all.</summary>
    Any,
}
