namespace RocketMq.Typed.Generators;

/// <summary>A member whose text travels beside the body.</summary>
/// <param name="Name">The member's name without escape.</param>
/// <param name="Kind">How it becomes text.</param>
/// <param name="IsNullableValue">Whether it is a <c>Nullable&lt;T&gt;</c>.</param>
/// <param name="PropertyName">The user property it becomes; empty for keys.</param>
internal sealed record TextMember(string Name, TextKind Kind, bool IsNullableValue, string PropertyName);
