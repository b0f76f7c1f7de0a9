namespace RocketMq.Typed.Generators;

/// <summary>A contract as the emitters see it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Message">The message's facts; <see langword="null"/> for contracts that are members only.</param>
/// <param name="IsArray">Whether the MessagePack body is an array by index, else a map by name.</param>
/// <param name="Members">The members; in array bodies by index, else as declared.</param>
/// <param name="ConstructorLocals">The local variables to construct it from, in the order of the parameters.</param>
internal sealed record ContractModel(
    TypeIdentity Type,
    MessageFacts? Message,
    bool IsArray,
    EquatableArray<MemberModel> Members,
    EquatableArray<string> ConstructorLocals
);
