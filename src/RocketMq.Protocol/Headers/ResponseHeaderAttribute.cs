namespace RocketMq.Protocol;

/// <summary>Marks a partial record struct as the header of an answer; its codec is generated.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class ResponseHeaderAttribute : Attribute;
