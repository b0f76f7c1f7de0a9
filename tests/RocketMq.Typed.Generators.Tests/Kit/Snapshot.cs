using System.Runtime.CompilerServices;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>
/// Compares generated files with those kept beside the tests in <c>Snapshots/{test}</c>. With <c>UPDATE_SNAPSHOTS=1</c> in the environment
/// the kept files are rewritten; the test still fails when something changed, so that no run is green by updating.
/// </summary>
internal static class Snapshot
{
    public static void ShouldMatch(
        IEnumerable<KeyValuePair<string, string>> files,
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string test = ""
    )
    {
        string folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots", test);
        Directory.CreateDirectory(folder);
        var differences = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string hint, string text) in files)
        {
            string name = Path.GetFileNameWithoutExtension(hint);
            string path = Path.Combine(folder, name + ".verified.cs");
            expected.Add(path);
            Compare(path, text, differences);
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*.verified.cs").Where(path => !expected.Contains(path)))
        {
            differences.Add($"{path} is no longer generated");
            if (IsUpdating)
                File.Delete(path);
        }

        differences.ShouldBeEmpty("Review the difference; run with UPDATE_SNAPSHOTS=1 to accept it.");
    }

    private static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    private static void Compare(string path, string text, List<string> differences)
    {
        string kept = File.Exists(path) ? File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        string received = path.Replace(".verified.", ".received.", StringComparison.Ordinal);
        File.Delete(received);
        if (kept == text)
            return;
        differences.Add($"{path}: {FirstDifference(kept, text)}");
        File.WriteAllText(IsUpdating ? path : received, text);
    }

    private static string FirstDifference(string kept, string text)
    {
        string[] before = kept.Split('\n');
        string[] after = text.Split('\n');
        int line = 0;
        while (line < before.Length && line < after.Length && before[line] == after[line])
            line++;
        return $"line {line + 1} was '{before.ElementAtOrDefault(line)}' and is '{after.ElementAtOrDefault(line)}'";
    }
}
