namespace RocketMq.Rebalancing;

/// <summary>What a round achieved; a higher value is worse.</summary>
internal enum RebalanceOutcome
{
    /// <summary>The owned queues are this member's share.</summary>
    Balanced,

    /// <summary>A subscribed topic has no queues (yet).</summary>
    TopicMissing,

    /// <summary>A queue of the share could not be taken over, or a broker could not be asked.</summary>
    Blocked,
}
