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

    /// <summary>A path in back-ticks is one from the root, or the end of one, as "Framing/" in a table of a project's folders.</summary>
    [Fact]
    public void Files_and_folders_that_the_architecture_names_exist()
    {
        string[] files = [.. Repository.EnumerateFiles(Repository.Root, "*").Select(file => "/" + Repository.Relative(file))];
        string[] named =
        [
            .. NamedPath()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md")))
                .Select(path => path.Groups["path"].Value.TrimEnd('/')),
        ];
        named.Length.ShouldBeGreaterThan(50);
        named.Where(path => !files.Any(file => IsNamed(file, path))).ShouldBeEmpty();
    }

    private static bool IsNamed(string file, string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal)
            ? file.EndsWith("/" + path, StringComparison.Ordinal)
            : file.Contains($"/{path}/", StringComparison.Ordinal);

    private static string Resolve((string Page, string Target) link) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target));

    /// <summary>The path of a relative link: not an address, not a place on the same page.</summary>
    [GeneratedRegex(@"\]\((?!\w+:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();

    /// <summary>What stands in back-ticks and has a slash or ends as a C# file does.</summary>
    [GeneratedRegex(@"`(?<path>(?=[^`]*/|[^`]*\.cs`)[\w./]+)`")]
    private static partial Regex NamedPath();
}
