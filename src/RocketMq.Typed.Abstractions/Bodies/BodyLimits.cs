namespace RocketMq.Typed;

/// <summary>Limits that body codecs keep, so that no body exhausts stack or memory.</summary>
public static class BodyLimits
{
    /// <summary>How deep a body may nest: 500 contracts in MessagePack, 500 objects and arrays in JSON. A deeper body, and a value with a cycle, is a <see cref="BodyFormatException"/>.</summary>
    public const int MaxDepth = 500;

    /// <summary>How many elements a collection makes room for before any has been read: 4,096. Larger ones grow as their elements arrive.</summary>
    public const int MaxInitialCapacity = 4096;
}
