using System.Text.Json;
using RocketMq.Tests;

namespace RocketMq.Protocol.Tests.Kit;

/// <summary>The golden data under tests/golden; file names are relative to it, with forward slashes.</summary>
internal static class GoldenFolder
{
    public static string Root { get; } = Path.Combine(RepositoryRoot.Path, "tests", "golden");

    public static IEnumerable<string> FrameFiles() => Files("*.jsonl");

    public static IEnumerable<string> MessageFiles() =>
        Files("*.json").Where(file => file.StartsWith("messages/", StringComparison.Ordinal));

    public static IReadOnlyList<GoldenFrame> ReadFrames(string file)
    {
        List<GoldenFrame> frames = [.. File.ReadLines(Path.Combine(Root, file)).Select(GoldenFrame.Parse)];
        Dictionary<(int Connection, string Requester, int Opaque), int> requests = [];
        foreach (GoldenFrame frame in frames)
        {
            if (!frame.IsResponse)
            {
                frame.RequestCode = frame.Code;
                requests[(frame.Connection, frame.From, frame.Opaque)] = frame.Code;
            }
            else if (requests.TryGetValue((frame.Connection, frame.To, frame.Opaque), out int code))
            {
                frame.RequestCode = code;
            }
        }

        return frames;
    }

    public static JsonElement ReadJson(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, file)));
        return document.RootElement.Clone();
    }

    public static IReadOnlyList<JsonElement> Vectors(string name) =>
        [.. ReadJson($"vectors/{name}.json").GetProperty("cases").EnumerateArray()];

    /// <summary>Rows of a theory: the position of every vector that the filter takes, with a text that tells it apart.</summary>
    public static IEnumerable<TheoryDataRow<int, string>> Rows(string name, Func<JsonElement, bool>? filter = null)
    {
        IReadOnlyList<JsonElement> vectors = Vectors(name);
        for (int i = 0; i < vectors.Count; i++)
        {
            string text = vectors[i].GetRawText();
            if (filter is null || filter(vectors[i]))
                yield return new(i, text.Length <= 60 ? text : text[..60]);
        }
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
