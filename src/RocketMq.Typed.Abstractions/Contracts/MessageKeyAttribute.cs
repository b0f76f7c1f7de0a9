namespace RocketMq.Typed;

/// <summary>The member's text becomes one of the message's keys (<c>KEYS</c>), by which the broker's index finds the message.</summary>
/// <remarks>Keys are joined by spaces on the wire, so a key with white space is refused when the message is sent; <see langword="null"/> adds no key.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MessageKeyAttribute : Attribute;
