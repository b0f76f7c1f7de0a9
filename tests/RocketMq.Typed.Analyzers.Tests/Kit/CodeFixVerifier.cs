using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>Applies one action of a code fix, one finding at a time and by fix-all, and compares the files afterwards.</summary>
internal static class CodeFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private const int MaxRounds = 20;

    /// <summary>
    /// <paramref name="before"/> with its marks becomes <paramref name="after"/> by the action whose equivalence key is
    /// <paramref name="action"/>. What the action does not offer to fix stays marked in <paramref name="after"/>.
    /// </summary>
    public static async Task VerifyAsync(string before, string after, string action)
    {
        await AnalyzerVerifier<TAnalyzer>.VerifyAsync(before);
        await VerifyOneByOneAsync(before, after, action);
        await VerifyFixAllAsync(before, after, action);
    }

    /// <summary>The titles of the actions offered for the first finding, in the order in which a user sees them.</summary>
    public static async Task<IReadOnlyList<string>> ListActionsAsync(string marked)
    {
        using TestSolution solution = TestSolution.Create(SourceSet.Parse(marked));
        await solution.AssertCompilesAsync("source of the test");
        ImmutableArray<Diagnostic> found = await solution.AnalyzeAsync(new TAnalyzer());
        found.ShouldNotBeEmpty();
        return [.. (await GetActionsAsync(solution, found[0])).Select(action => action.Title)];
    }

    private static async Task VerifyOneByOneAsync(string before, string after, string action)
    {
        using TestSolution solution = TestSolution.Create(SourceSet.Parse(before));
        for (int round = 0; await FindActionAsync(solution, action) is { } next; round++)
        {
            round.ShouldBeLessThan(MaxRounds, "the fix must remove what it was offered for");
            await ApplyAsync(solution, next);
        }

        await AssertIsAsync(solution, after);
    }

    private static async Task VerifyFixAllAsync(string before, string after, string action)
    {
        using TestSolution solution = TestSolution.Create(SourceSet.Parse(before));
        Document document = GetDocument(solution, (await solution.AnalyzeAsync(new TAnalyzer()))[0]);
        var provider = new TFix();
        var context = new FixAllContext(
            document,
            provider,
            FixAllScope.Solution,
            action,
            provider.FixableDiagnosticIds,
            new Diagnostics(solution),
            TestContext.Current.CancellationToken
        );
        CodeAction? fixAll = await provider.GetFixAllProvider().ShouldNotBeNull("every fix offers fix-all").GetFixAsync(context);
        await ApplyAsync(solution, fixAll.ShouldNotBeNull());
        await AssertIsAsync(solution, after);
    }

    private static async Task AssertIsAsync(TestSolution actual, string after)
    {
        await actual.AssertCompilesAsync("fixed code");
        using TestSolution expected = TestSolution.Create(SourceSet.Parse(after));
        IReadOnlyDictionary<string, string> files = await actual.ReadFilesAsync();
        foreach ((string file, string text) in await expected.ReadFilesAsync())
            files[file].ShouldBe(text, $"{file} after the fix");
        (await actual.AnalyzeAsync(new TAnalyzer())).Select(Finding.Of).ShouldBe(expected.Expected.Order());
    }

    private static async Task<CodeAction?> FindActionAsync(TestSolution solution, string action)
    {
        foreach (Diagnostic diagnostic in await solution.AnalyzeAsync(new TAnalyzer()))
        {
            IReadOnlyList<CodeAction> actions = await GetActionsAsync(solution, diagnostic);
            if (actions.FirstOrDefault(candidate => candidate.EquivalenceKey == action) is { } match)
                return match;
        }

        return null;
    }

    private static async Task<IReadOnlyList<CodeAction>> GetActionsAsync(TestSolution solution, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(
            GetDocument(solution, diagnostic),
            diagnostic,
            (action, _) => actions.Add(action),
            TestContext.Current.CancellationToken
        );
        await new TFix().RegisterCodeFixesAsync(context);
        return actions;
    }

    private static async Task ApplyAsync(TestSolution solution, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(
            solution.Current,
            new Progress<CodeAnalysisProgress>(),
            TestContext.Current.CancellationToken
        );
        solution.Current = operations.OfType<ApplyChangesOperation>().ShouldHaveSingleItem().ChangedSolution;
    }

    private static Document GetDocument(TestSolution solution, Diagnostic diagnostic) =>
        solution.Current.GetDocument(diagnostic.Location.SourceTree).ShouldNotBeNull();

    private sealed class Diagnostics(TestSolution solution) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await solution.AnalyzeAsync(project, new TAnalyzer());

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document,
            CancellationToken cancellationToken
        )
        {
            IEnumerable<Diagnostic> all = await GetAllDiagnosticsAsync(document.Project, cancellationToken);
            return all.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
