using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Finds the members of a contract, those of its base types first.</summary>
internal static class MemberCollector
{
    public static List<MemberCandidate> Collect(INamedTypeSymbol type)
    {
        var members = new List<MemberCandidate>();
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            chain.Push(current);
        foreach (INamedTypeSymbol declaring in chain)
        {
            foreach (ISymbol symbol in declaring.GetMembers())
                Add(members, symbol, type);
        }

        return members;
    }

    private static void Add(List<MemberCandidate> members, ISymbol symbol, INamedTypeSymbol contract)
    {
        ITypeSymbol? memberType = symbol switch
        {
            IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null } property => property.Type,
            IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } field => field.Type,
            _ => null,
        };
        if (memberType is null || IsIgnored(symbol))
            return;
        var member = new MemberCandidate(symbol, memberType, FindParameter(contract, symbol.Name));
        bool isMarked = KeyParser.Find(member) is not null;
        if (!isMarked && symbol.DeclaredAccessibility != Accessibility.Public)
            return;

        // An override or a hiding member stands for the one of the base type.
        members.RemoveAll(other => other.Name == symbol.Name);
        members.Add(member);
    }

    private static bool IsIgnored(ISymbol symbol) =>
        AttributeLookup.Has(symbol, AttributeLookup.Typed, "IgnoreMemberAttribute")
        || AttributeLookup.Has(symbol, AttributeLookup.MessagePack, "IgnoreMemberAttribute")
        || AttributeLookup.Has(symbol, "System.Runtime.Serialization", "IgnoreDataMemberAttribute");

    private static IParameterSymbol? FindParameter(INamedTypeSymbol type, string name)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
                    return parameter;
            }
        }

        return null;
    }
}
