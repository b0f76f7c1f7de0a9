using System.Text.RegularExpressions;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

public sealed partial class DocumentationLinkTests
{
    [Fact]
    public void Links_between_pages_lead_somewhere() =>
        Repository
            .EnumerateFiles(Repository.Root, "*.md")
            .SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(link => (page, Target: link.Groups["target"].Value)))
            .Where(link => !File.Exists(Resolve(link)) && !Directory.Exists(Resolve(link)))
            .Select(link => $"{Repository.Relative(link.page)} links to {link.Target}")
            .ShouldBeEmpty();

    private static string Resolve((string Page, string Target) link) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target));

    /// <summary>The path of a relative link: not an address, not a place on the same page.</summary>
    [GeneratedRegex(@"\]\((?!\w+:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();
}
