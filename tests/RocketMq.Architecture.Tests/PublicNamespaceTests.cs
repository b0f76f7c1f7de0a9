using Microsoft.CodeAnalysis;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>One <c>using RocketMq;</c> is all that a program of the client needs, whichever library a type lies in.</summary>
public sealed class PublicNamespaceTests
{
    [Fact]
    public void Every_type_that_the_clients_public_surface_names_lies_in_the_namespace_RocketMq() =>
        Reachable(Library.All.Single(library => library.Name == "RocketMq.Client").PublicTypes)
            .Where(type => type.ContainingNamespace.ToDisplayString() != "RocketMq")
            .Select(type => type.ToDisplayString())
            .ShouldBeEmpty();

    private static HashSet<INamedTypeSymbol> Reachable(IEnumerable<INamedTypeSymbol> roots)
    {
        HashSet<INamedTypeSymbol> seen = new(SymbolEqualityComparer.Default);
        Queue<INamedTypeSymbol> open = new(roots);
        while (open.TryDequeue(out INamedTypeSymbol? type))
        {
            if (!seen.Add(type))
                continue;
            foreach (INamedTypeSymbol named in Named(type).SelectMany(Parts))
            {
                if (named.ContainingAssembly?.Name.StartsWith("RocketMq.", StringComparison.Ordinal) == true && Library.IsVisible(named))
                    open.Enqueue(named.OriginalDefinition);
            }
        }
        return seen;
    }

    private static IEnumerable<ITypeSymbol> Named(INamedTypeSymbol type)
    {
        IEnumerable<ITypeSymbol> bases = type.BaseType is { } parent ? [parent, .. type.Interfaces] : type.Interfaces;
        IEnumerable<ISymbol> members = type.DelegateInvokeMethod is { } invoke ? [invoke] : Library.PublicMembers(type);
        return bases.Concat(members.SelectMany(TypesOf));
    }

    private static IEnumerable<ITypeSymbol> TypesOf(ISymbol member) =>
        member switch
        {
            IMethodSymbol method =>
            [
                method.ReturnType,
                .. method.Parameters.Select(parameter => parameter.Type),
                .. method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes),
            ],
            IPropertySymbol property => [property.Type, .. property.Parameters.Select(parameter => parameter.Type)],
            IFieldSymbol field => [field.Type],
            IEventSymbol @event => [@event.Type],
            _ => [],
        };

    // The types that a type is written with: of Task<Message[]> also Message.
    private static IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Parts(array.ElementType),
            IPointerTypeSymbol pointer => Parts(pointer.PointedAtType),
            INamedTypeSymbol named => named.TypeArguments.SelectMany(Parts).Append(named),
            _ => [],
        };
}
