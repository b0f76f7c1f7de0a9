namespace RocketMq.Protocol;

/// <summary>What the broker makes of a heartbeat.</summary>
[ResponseHeader]
public readonly partial record struct HeartbeatResponseHeader
{
    /// <summary>Whether short heartbeats are understood.</summary>
    [HeaderField("IS_SUPPORT_HEART_BEAT_V2")]
    public bool? IsHeartbeatV2Supported { get; init; }

    /// <summary>Whether the subscriptions differ from the known ones.</summary>
    [HeaderField("IS_SUB_CHANGE")]
    public bool? IsSubscriptionChanged { get; init; }
}
