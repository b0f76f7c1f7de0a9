namespace RocketMq.Typed;

/// <summary>Gives a partial record, class or struct the body codecs, so that it can be a member of message contracts.</summary>
/// <remarks>Types with <see cref="RocketMessageAttribute"/> have the codecs already and can be members of one another.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RocketContractAttribute : Attribute;
