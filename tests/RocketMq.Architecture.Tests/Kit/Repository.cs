using RocketMq.Tests;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>The working tree that these tests judge.</summary>
internal static class Repository
{
    private static readonly HashSet<string> OtherThanSources = new(StringComparer.Ordinal)
    {
        "bin",
        "obj",
        "artifacts",
        "TestResults",
        "BenchmarkDotNet.Artifacts",
        "node_modules",
        ".git",
        ".vs",
        ".idea",
        ".vscode",
    };

    private static readonly string[] ProductFolders = ["src", "generators", "analyzers"];

    public static string Root => RepositoryRoot.Path;

    /// <summary>Every C# file of the product (not of tests, samples, benchmarks), parsed.</summary>
    public static IReadOnlyList<SourceFile> ProductSources { get; } =
    [.. ProductFolders.SelectMany(folder => EnumerateFiles(Path.Combine(Root, folder), "*.cs")).Select(SourceFile.Read)];

    public static IReadOnlyList<ProjectFile> ProductProjects { get; } =
    [.. ProductFolders.SelectMany(folder => EnumerateFiles(Path.Combine(Root, folder), "*.csproj")).Select(ProjectFile.Read)];

    public static IEnumerable<string> EnumerateFiles(string folder, string pattern)
    {
        foreach (string file in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal))
            yield return file;
        foreach (string inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (OtherThanSources.Contains(Path.GetFileName(inner)))
                continue;
            foreach (string file in EnumerateFiles(inner, pattern))
                yield return file;
        }
    }

    /// <summary>The path from the root, with forward slashes on every system.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
