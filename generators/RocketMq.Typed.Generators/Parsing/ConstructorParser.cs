using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Chooses the constructor that read contracts are made with: a marked one, else the one that takes the most members.</summary>
internal static class ConstructorParser
{
    public static IMethodSymbol? Choose(INamedTypeSymbol type, IReadOnlyList<MemberCandidate> members)
    {
        IMethodSymbol? best = null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (!MemberCandidate.IsReachable(constructor) || IsCopyConstructor(constructor, type) || !Matches(constructor, members))
                continue;
            if (IsMarked(constructor))
                return constructor;
            if (best is null || constructor.Parameters.Length > best.Parameters.Length)
                best = constructor;
        }

        return best;
    }

    public static MemberCandidate? MemberOf(IParameterSymbol parameter, IReadOnlyList<MemberCandidate> members)
    {
        foreach (MemberCandidate member in members)
        {
            if (
                string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type)
            )
                return member;
        }

        return null;
    }

    public static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        AttributeLookup.Has(constructor, "System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute");

    private static bool Matches(IMethodSymbol constructor, IReadOnlyList<MemberCandidate> members)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.RefKind is RefKind.Ref or RefKind.Out || MemberOf(parameter, members) is null)
                return false;
        }

        return true;
    }

    private static bool IsCopyConstructor(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static bool IsMarked(IMethodSymbol constructor) =>
        AttributeLookup.Has(constructor, AttributeLookup.MessagePack, "SerializationConstructorAttribute")
        || AttributeLookup.Has(constructor, "System.Text.Json.Serialization", "JsonConstructorAttribute");
}
