using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Typed.Analyzers;

namespace RocketMq.Typed.CodeFixes.Ordering;

/// <summary>What one finding of RMQ3001 is about: an orderly group that handles an unordered contract. It knows both ways out.</summary>
internal sealed class UnorderedHandler
{
    private const string OrderKeyAction = RuleIds.OrderKeyMissing + ".OrderKey.";
    private const string ConcurrentAction = RuleIds.OrderKeyMissing + ".Concurrent";

    private readonly OrderlyGroup _group;
    private readonly UnorderedContract? _contract;

    private UnorderedHandler(OrderlyGroup group, UnorderedContract? contract)
    {
        _group = group;
        _contract = contract;
    }

    public static async Task<UnorderedHandler?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TypedSymbols.Find(model.Compilation) is not { } symbols)
            return null;
        SyntaxNode contract = root.FindNode(diagnostic.Location.SourceSpan);
        if (
            contract.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } group
        )
            return null;

        return new UnorderedHandler(
            new OrderlyGroup(symbols, group),
            await UnorderedContract
                .FindAsync(document.Project.Solution, model.GetTypeInfo(contract, cancellationToken).Type, cancellationToken)
                .ConfigureAwait(false)
        );
    }

    /// <summary>The actions a user can choose from, likeliest first.</summary>
    public IEnumerable<(string Title, string Key)> Offers()
    {
        foreach (ISymbol key in _contract?.FindKeys() ?? [])
            yield return ($"Make '{key.Name}' the order key of '{_contract!.Name}'", OrderKeyAction + key.Name);
        if (_group.CanBeConcurrent())
            yield return ($"Make the group '{_group.Name}' concurrent", ConcurrentAction);
    }

    /// <summary>What the action changes; nothing where it is not offered.</summary>
    public IEnumerable<SyntaxEdit> EditsFor(string action)
    {
        if (action == ConcurrentAction)
            return _group.CanBeConcurrent() ? [_group.MakeConcurrent()] : [];
        return _contract?.FindKeys().FirstOrDefault(key => OrderKeyAction + key.Name == action) is { } chosen
            ? _contract.MakeFifo(chosen)
            : [];
    }
}
