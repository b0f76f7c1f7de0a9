namespace RocketMq.Typed.Generators;

/// <summary>How a member becomes text for keys and properties.</summary>
internal enum TextKind
{
    None,
    String,
    Character,
    SignedInteger,
    UnsignedInteger,
    Guid,
    Boolean,
    Enum,
    Number,
    RoundTrip,
    TimeSpan,
}
