using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using RocketMq.Typed.Analyzers;

namespace RocketMq.Typed.CodeFixes.Ordering;

/// <summary>RMQ3001: gives the contract an order key, one action for each member that can be it, or makes the group concurrent.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OrderKeyMissingCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.OrderKeyMissing];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => SolutionFixAll.Of(ApplyAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            UnorderedHandler? handler = await UnorderedHandler
                .FindAsync(context.Document, diagnostic, context.CancellationToken)
                .ConfigureAwait(false);
            foreach ((string title, string key) in handler?.Offers() ?? [])
            {
                Solution solution = context.Document.Project.Solution;
                context.RegisterCodeFix(
                    CodeAction.Create(title, cancellation => ApplyAsync(solution, [diagnostic], key, cancellation), key),
                    diagnostic
                );
            }
        }
    }

    /// <summary>Applies the action <paramref name="key"/> wherever it is offered; a contract of several handlers is changed once.</summary>
    private static async Task<Solution> ApplyAsync(
        Solution solution,
        IEnumerable<Diagnostic> diagnostics,
        string key,
        CancellationToken cancellationToken
    )
    {
        var edits = new Dictionary<SyntaxNode, SyntaxEdit>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                continue;
            UnorderedHandler? handler = await UnorderedHandler.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false);
            foreach (SyntaxEdit edit in handler?.EditsFor(key) ?? [])
                edits[edit.Node] = edit;
        }

        return await SyntaxEdit.ApplyAsync(solution, edits.Values, cancellationToken).ConfigureAwait(false);
    }
}
