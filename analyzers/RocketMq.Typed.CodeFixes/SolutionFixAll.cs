using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace RocketMq.Typed.CodeFixes;

/// <summary>
/// Fixes all findings of a document, project or solution in one step, for fixes that change other documents than the finding's:
/// merging the texts of single fixes would change such a document once for each finding.
/// </summary>
internal sealed class SolutionFixAll : FixAllProvider
{
    private readonly Apply _apply;

    private SolutionFixAll(Apply apply) => _apply = apply;

    internal delegate Task<Solution> Apply(
        Solution solution,
        IEnumerable<Diagnostic> diagnostics,
        string equivalenceKey,
        CancellationToken cancellationToken
    );

    public static SolutionFixAll Of(Apply apply) => new(apply);

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        if (fixAllContext.CodeActionEquivalenceKey is not { } key)
            return null;
        ImmutableArray<Diagnostic> diagnostics = await CollectAsync(fixAllContext).ConfigureAwait(false);
        return CodeAction.Create(
            "Fix all " + string.Join(", ", fixAllContext.DiagnosticIds),
            cancellation => _apply(fixAllContext.Solution, diagnostics, key, cancellation),
            key
        );
    }

    private static async Task<ImmutableArray<Diagnostic>> CollectAsync(FixAllContext context)
    {
        if (context is { Scope: FixAllScope.Document, Document: { } document })
            return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);

        IEnumerable<Project> projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
        ImmutableArray<Diagnostic>[] found = await Task.WhenAll(projects.Select(context.GetAllDiagnosticsAsync)).ConfigureAwait(false);
        return [.. found.SelectMany(diagnostics => diagnostics)];
    }
}
