using System.Text.RegularExpressions;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>
/// The files of one test, written as one text. A line <c>// == Contracts/Orders.cs ==</c> begins a file; its folder is its project.
/// Text without such a line is the single file <c>App/Test.cs</c>. The project App references all others.
/// </summary>
internal sealed partial record SourceSet(IReadOnlyList<(string File, string Marked)> Files)
{
    public const string MainProject = "App";

    public static SourceSet Parse(string text)
    {
        MatchCollection headers = FileHeader().Matches(text);
        if (headers.Count == 0)
            return new SourceSet([($"{MainProject}/Test.cs", text)]);

        var files = new List<(string, string)>();
        for (int i = 0; i < headers.Count; i++)
        {
            int start = headers[i].Index + headers[i].Length;
            int end = i + 1 < headers.Count ? headers[i + 1].Index : text.Length;
            files.Add((headers[i].Groups["file"].Value, text[start..end]));
        }

        return new SourceSet(files);
    }

    public SourceSet Prefixed(string line) => new([.. Files.Select(file => (file.File, line + "\n" + file.Marked))]);

    public static string ProjectOf(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];

    [GeneratedRegex(@"^// == (?<file>\w+/[\w.]+) ==\n", RegexOptions.Multiline)]
    private static partial Regex FileHeader();
}
