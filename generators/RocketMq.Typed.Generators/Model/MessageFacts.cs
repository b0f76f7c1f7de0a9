namespace RocketMq.Typed.Generators;

/// <summary>What a message contract has beyond its body.</summary>
internal sealed record MessageFacts(
    string Topic,
    string? Tag,
    bool IsFifo,
    bool IsJson,
    TextMember? OrderKey,
    EquatableArray<TextMember> MessageKeys,
    EquatableArray<TextMember> Properties
);
