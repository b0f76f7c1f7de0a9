namespace RocketMq.Testing;

/// <summary>Which way a frame goes through a <see cref="FaultProxy"/>.</summary>
public enum FrameDirection
{
    /// <summary>From the client to the name server or broker.</summary>
    ToServer,

    /// <summary>From the name server or broker to the client.</summary>
    ToClient,
}
