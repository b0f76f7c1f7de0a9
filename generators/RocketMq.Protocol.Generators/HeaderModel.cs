namespace RocketMq.Protocol.Generators;

/// <summary>One header type; <paramref name="RequestCode"/> is null for answers.</summary>
internal sealed record HeaderModel(string Name, int? RequestCode, EquatableArray<FieldModel> Fields);
