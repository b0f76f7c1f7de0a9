namespace RocketMq.Typed;

/// <summary>The member's place in a MessagePack body: an index (the body is an array) or a name (the body is a map).</summary>
/// <remarks>
/// Indexes start at 0; gaps are written as nil. Never give a removed member's index to another one, add new members at the end.
/// A contract without any key is written as a map by member names, as MessagePack-CSharp does with <c>keyAsPropertyName</c>.
/// JSON bodies do not use keys.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class KeyAttribute : Attribute
{
    /// <summary>Places the member at an index of an array body.</summary>
    /// <param name="index">0 to 1023, unique in the contract.</param>
    public KeyAttribute(int index) => Index = index;

    /// <summary>Places the member under a name of a map body.</summary>
    /// <param name="name">Not empty, unique in the contract.</param>
    public KeyAttribute(string name) => Name = name;

    /// <summary>The index, or <see langword="null"/> when the key is a name.</summary>
    public int? Index { get; }

    /// <summary>The name, or <see langword="null"/> when the key is an index.</summary>
    public string? Name { get; }
}
