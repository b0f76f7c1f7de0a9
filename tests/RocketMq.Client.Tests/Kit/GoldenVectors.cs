using System.Text.Json;

namespace RocketMq.Tests.Kit;

/// <summary>Vectors that were computed with the Java classes.</summary>
internal static class GoldenVectors
{
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        string path = Path.Combine(RepositoryRoot.Path, "tests", "golden", "vectors", name);
        if (!File.Exists(path))
            Assert.Skip($"The golden vectors {name} are not in tests/golden.");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(vector => vector.Clone())];
    }
}
