namespace RocketMq.Protocol;

/// <summary>Which members of a consumer group get a message.</summary>
public enum MessageModel
{
    /// <summary>Each of them; <c>BROADCASTING</c> on the wire.</summary>
    Broadcasting = 0,

    /// <summary>One of them; <c>CLUSTERING</c> on the wire.</summary>
    Clustering = 1,
}
