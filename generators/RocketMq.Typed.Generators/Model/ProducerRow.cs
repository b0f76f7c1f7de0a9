namespace RocketMq.Typed.Generators;

/// <summary>A message contract as the facade lists it.</summary>
internal sealed record ProducerRow(string FullName, string Name, string MetadataName, string Namespace, bool IsFifo, bool IsPublic);
