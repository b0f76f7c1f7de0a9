using System.Text.RegularExpressions;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>The repository builds anywhere, so no file of it may lean on one machine's folders or one registry.</summary>
public sealed partial class TrackedTextTests
{
    [Fact]
    public void No_file_names_a_folder_of_one_machine() => FindLines(MachinePath()).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_registry() => FindLines(RegistryHost()).ShouldBeEmpty();

    private static IEnumerable<string> FindLines(Regex pattern) =>
        from file in Repository.EnumerateFiles(Repository.Root, "*")
        where !file.EndsWith(".lock.json", StringComparison.Ordinal) && !IsBinary(file)
        from line in File.ReadLines(file).Index()
        where pattern.IsMatch(line.Item)
        select $"{Repository.Relative(file)}:{line.Index + 1}";

    private static bool IsBinary(string file)
    {
        using FileStream stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[8000];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read].Contains((byte)0);
    }

    [GeneratedRegex("(^|[^a-zA-Z0-9.])/(tmp|work|farm|root)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"(nuget|npmjs|maven|debian)\.[oc][ro][gm]")]
    private static partial Regex RegistryHost();
}
