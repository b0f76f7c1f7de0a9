using System.Reflection;
using Microsoft.CodeAnalysis;
using RocketMq.Tests;

namespace RocketMq.Typed.Generators.Tests;

public sealed class RuleDocumentationTests
{
    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Rules =>
        new[] { typeof(ContractRules), typeof(GroupRules), typeof(ToolingRules) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(rule => rule.GetValue(null))
            .OfType<DiagnosticDescriptor>();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_and_its_help_link_leads_there(string id)
    {
        string page = Path.Combine(RepositoryRoot.Path, "docs", "rules", id + ".md");

        File.Exists(page).ShouldBeTrue($"{page} is missing");
        File.ReadLines(page).First().ShouldStartWith($"# {id}");
        Rules.Single(rule => rule.Id == id).HelpLinkUri.ShouldBe($"docs/rules/{id}.md");
    }

    [Fact]
    public void Ids_are_unique() => Rules.Select(rule => rule.Id).ShouldBeUnique();
}
