namespace RocketMq.Typed;

/// <summary>The member's text is also sent as a user property, where brokers and other services see it without reading the body.</summary>
/// <remarks><see langword="null"/> adds no property. Numbers and dates are written in the invariant culture, booleans as <c>true</c> and <c>false</c>, enums by name.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MessagePropertyAttribute(string name) : Attribute
{
    /// <summary>The property's name: not empty, without control characters, none of the protocol's own names.</summary>
    public string Name { get; } = name;
}
