namespace RocketMq.Typed.Generators;

/// <summary>Something that only one declaration of an assembly may have: a topic with a tag, or a consumer group.</summary>
internal sealed record Claim(string Subject, string Owner, LocationInfo? Location);
