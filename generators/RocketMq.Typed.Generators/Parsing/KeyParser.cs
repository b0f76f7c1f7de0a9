using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Reads keys, our own and MessagePack-CSharp's.</summary>
internal static class KeyParser
{
    public const int MaxIndex = 1023;

    public static AttributeData? Find(MemberCandidate member) =>
        member.Find(AttributeLookup.Typed, "KeyAttribute") ?? member.Find(AttributeLookup.MessagePack, "KeyAttribute");

    /// <summary>Whether the contract's members that are not keyed are keyed by their names.</summary>
    public static bool IsKeyedByName(INamedTypeSymbol type) =>
        AttributeLookup.Find(type, AttributeLookup.MessagePack, "MessagePackObjectAttribute") is { } attribute
        && AttributeLookup.Argument(attribute, 0) is true;

    /// <summary>The member's index or name; both <see langword="null"/> when the argument is none or invalid code.</summary>
    public static (int? Index, string? Name) Read(AttributeData attribute) =>
        (AttributeLookup.Argument(attribute, 0) as int?, AttributeLookup.Argument(attribute, 0) as string);
}
