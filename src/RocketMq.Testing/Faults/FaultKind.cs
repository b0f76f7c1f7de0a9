namespace RocketMq.Testing;

/// <summary>What a <see cref="FaultAction"/> does to a frame.</summary>
public enum FaultKind
{
    /// <summary>The frame vanishes; the connection stays.</summary>
    Drop,

    /// <summary>The frame comes later; others overtake it.</summary>
    Delay,

    /// <summary>The connection is closed after a part of the frame.</summary>
    CutMidFrame,

    /// <summary>The connection is reset before the frame.</summary>
    Reset,

    /// <summary>The frame comes in small pieces; what is behind it waits.</summary>
    Drip,

    /// <summary>From this frame on nothing passes on the connection, which stays open.</summary>
    GoSilent,
}
