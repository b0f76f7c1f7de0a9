namespace RocketMq.Protocol;

/// <summary>Names the wire field a property of a header travels in.</summary>
/// <param name="name">The exact name, letter case included.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HeaderFieldAttribute(string name) : Attribute
{
    /// <summary>The exact name, letter case included.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the Java side declares the field mandatory; readers still tolerate its absence.</summary>
    public bool Required { get; init; }
}
