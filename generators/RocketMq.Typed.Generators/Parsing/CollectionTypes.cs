using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>The collection types that bodies carry, and what each is made as.</summary>
internal static class CollectionTypes
{
    public static CollectionForm FormOf(INamedTypeSymbol type)
    {
        if (AttributeLookup.IsNamespace(type.ContainingNamespace, "System.Collections.Generic"))
            return GenericFormOf(type);
        return
            type is { Name: "ImmutableArray", Arity: 1 }
            && AttributeLookup.IsNamespace(type.ContainingNamespace, "System.Collections.Immutable")
            ? CollectionForm.ImmutableArray
            : CollectionForm.None;
    }

    private static CollectionForm GenericFormOf(INamedTypeSymbol type) =>
        (type.Name, type.Arity) switch
        {
            ("List" or "IList" or "ICollection" or "IReadOnlyList" or "IReadOnlyCollection", 1) => CollectionForm.List,
            ("IEnumerable", 1) => CollectionForm.Enumerable,
            ("HashSet" or "ISet" or "IReadOnlySet", 1) => CollectionForm.HashSet,
            ("Dictionary" or "IDictionary" or "IReadOnlyDictionary", 2) => CollectionForm.Dictionary,
            ("SortedDictionary", 2) => CollectionForm.SortedDictionary,
            _ => CollectionForm.None,
        };
}
