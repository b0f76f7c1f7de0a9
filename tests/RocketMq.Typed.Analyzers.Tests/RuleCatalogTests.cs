using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using RocketMq.Tests;
using RocketMq.Typed.Analyzers.Ordering;
using RocketMq.Typed.Analyzers.Tests.Kit;
using RocketMq.Typed.CodeFixes.Ordering;

namespace RocketMq.Typed.Analyzers.Tests;

/// <summary>A rule is its descriptor, its page, its entry in the release notes and its tests: none may be missing.</summary>
public sealed class RuleCatalogTests
{
    private static readonly DiagnosticAnalyzer[] Analyzers = [.. Create<DiagnosticAnalyzer>(typeof(OrderKeyMissingAnalyzer))];
    private static readonly CodeFixProvider[] Fixes = [.. Create<CodeFixProvider>(typeof(OrderKeyMissingCodeFix))];

    public static TheoryData<string> Ids => [.. Descriptors.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_that_its_help_link_names(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Single(candidate => candidate.Id == id);
        rule.HelpLinkUri.ShouldBe($"docs/rules/{id}.md");
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "rules", id + ".md"));
        page.ShouldStartWith($"# {id}: {rule.Title}\n");
        foreach (string section in (string[])["## What it finds", "## Why it matters", "## How to fix it", "## When to switch it off"])
            page.ShouldContain(section);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_listed_for_a_release_with_its_category_and_severity(string id)
    {
        DiagnosticDescriptor rule = Descriptors.Single(candidate => candidate.Id == id);
        string folder = Path.Combine(RepositoryRoot.Path, "analyzers", "RocketMq.Typed.Analyzers");
        string releases = string.Concat(Directory.EnumerateFiles(folder, "AnalyzerReleases.*.md").Select(File.ReadAllText));
        Regex.Count(releases, $@"^{id}\s*\|\s*{rule.Category}\s*\|\s*{rule.DefaultSeverity}\s*\|", RegexOptions.Multiline).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_tests_of_what_it_reports(string id)
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests", "RocketMq.Typed.Analyzers.Tests");
        Directory
            .EnumerateFiles(folder, "*Tests.cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains("{|" + id + ":", StringComparison.Ordinal))
            .ShouldBeTrue();
    }

    [Fact]
    public void Ids_are_unique() => Descriptors.Select(rule => rule.Id).ShouldBeUnique();

    [Fact]
    public void Analyzers_run_concurrently_and_leave_generated_code_alone()
    {
        foreach (DiagnosticAnalyzer analyzer in Analyzers)
        {
            var context = new RecordingContext();
            analyzer.Initialize(context);
            context.IsConcurrent.ShouldBeTrue(analyzer.GetType().Name);
            context.GeneratedCode.ShouldBe(GeneratedCodeAnalysisFlags.None, analyzer.GetType().Name);
        }
    }

    [Fact]
    public void Fixes_offer_fix_all_and_fix_known_rules()
    {
        foreach (CodeFixProvider fix in Fixes)
        {
            fix.GetFixAllProvider().ShouldNotBeNull(fix.GetType().Name);
            fix.FixableDiagnosticIds.ShouldBeSubsetOf(Descriptors.Select(rule => rule.Id));
        }
    }

    private static IEnumerable<T> Create<T>(Type sample) =>
        sample
            .Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(T).IsAssignableFrom(type))
            .Select(type => (T)Activator.CreateInstance(type)!);
}
