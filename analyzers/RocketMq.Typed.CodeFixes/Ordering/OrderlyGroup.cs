using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Typed.Analyzers;

namespace RocketMq.Typed.CodeFixes.Ordering;

/// <summary>A class with <c>[ConsumerGroup(…, Mode = ConsumeMode.Orderly)]</c>.</summary>
internal sealed class OrderlyGroup(TypedSymbols symbols, INamedTypeSymbol type)
{
    public string Name => type.Name;

    /// <summary>
    /// Not where a handler needs the order (its contract has a key) or answers in the orderly way: its result has no concurrent counterpart.
    /// </summary>
    public bool CanBeConcurrent() =>
        FindMode() is not null
        && symbols
            .FindHandledContracts(type)
            .All(parameter =>
                !symbols.IsFifo(symbols.FindContract(parameter.Type)!)
                && ((IMethodSymbol)parameter.ContainingSymbol).ReturnType is INamedTypeSymbol { IsGenericType: false }
            );

    /// <summary>Takes the mode away: concurrent is the default.</summary>
    public SyntaxEdit MakeConcurrent() =>
        new(
            FindMode()!.Parent!,
            (list, _) => list.RemoveNode(FindMode((AttributeArgumentListSyntax)list)!, SyntaxRemoveOptions.KeepNoTrivia)!
        );

    private AttributeArgumentSyntax? FindMode() =>
        symbols.FindGroup(type)?.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList: { } list }
            ? FindMode(list)
            : null;

    private static AttributeArgumentSyntax? FindMode(AttributeArgumentListSyntax list) =>
        list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == "Mode");
}
