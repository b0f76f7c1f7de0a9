namespace RocketMq.Typed.Generators;

/// <summary>How a value of a type lies in a body.</summary>
internal enum ShapeKind
{
    /// <summary>One value that the writers and readers have a method for.</summary>
    Scalar,

    /// <summary>A number in MessagePack, a name in JSON.</summary>
    Enum,

    /// <summary>Nil, or the value of the element.</summary>
    Nullable,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>Another contract.</summary>
    Contract,

    /// <summary>An array of elements.</summary>
    Collection,

    /// <summary>A map.</summary>
    Dictionary,
}
