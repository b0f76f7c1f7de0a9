using RocketMq.Tests;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>The bytes that MessagePack-CSharp writes, from <c>tests/golden/messagepack/vectors.txt</c>: a name, spaces, hexadecimal bytes. Long ones end in their length.</summary>
internal static class GoldenVectors
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "golden", "messagepack", "vectors.txt"))
            .TakeWhile(line => !line.StartsWith("---", StringComparison.Ordinal))
            .ToDictionary(line => line[..line.LastIndexOf(' ')].TrimEnd(), line => line[(line.LastIndexOf(' ') + 1)..]);

    public static void ShouldBe(string name, ReadOnlySpan<byte> bytes)
    {
        string expected = All[name];
        string actual = Convert.ToHexStringLower(bytes);
        int cut = expected.IndexOf('…', StringComparison.Ordinal);
        if (cut < 0)
        {
            actual.ShouldBe(expected, name);
            return;
        }

        actual.ShouldStartWith(expected[..cut]);
        bytes.Length.ShouldBe(int.Parse(expected[(cut + 2)..^1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
