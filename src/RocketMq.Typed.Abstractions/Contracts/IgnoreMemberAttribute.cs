namespace RocketMq.Typed;

/// <summary>Leaves a public member out of the body.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IgnoreMemberAttribute : Attribute;
