namespace RocketMq.Typed.Generators;

/// <summary>A consumer group as the emitter sees it.</summary>
internal sealed record GroupModel(
    TypeIdentity Type,
    string Group,
    bool IsOrderly,
    int MaxAttempts,
    int UnknownTags,
    int UndecodableBodies,
    EquatableArray<HandlerModel> Handlers
);
