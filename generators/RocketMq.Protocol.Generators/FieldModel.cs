namespace RocketMq.Protocol.Generators;

/// <summary>One field: the property it is held in and the name it travels under.</summary>
internal sealed record FieldModel(string Property, string WireName, FieldKind Kind);
