using RocketMq.Tests;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>What the real tools and the Java libraries made of the sample bodies; Vectors/README.md says how.</summary>
public sealed class RealVectorTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "RocketMq.Protocol.Tests", "Compression", "Vectors");

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Directory
            .EnumerateFiles(Folder)
            .Select(file => Path.GetFileName(file))
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => new TheoryDataRow<string>(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void Real_frames_give_the_body_they_were_made_from(string file)
    {
        byte[] compressed = File.ReadAllBytes(Path.Combine(Folder, file));
        byte[] plain = SampleBodies.Get(file.Split('.')[0]);
        SystemFlags algorithm = Path.GetExtension(file) switch
        {
            ".lz4" => SystemFlags.CompressionLz4,
            ".zst" => SystemFlags.CompressionZstd,
            _ => SystemFlags.CompressionZlib,
        };
        MessageCompression.Decompress(compressed, algorithm, plain.Length).ShouldBe(plain);
        MessageCompression.Decompress(compressed, algorithm, int.MaxValue).ShouldBe(plain);
        if (plain.Length > 0)
            Should
                .Throw<ProtocolException>(() => MessageCompression.Decompress(compressed, algorithm, plain.Length - 1))
                .Message.ShouldContain("permitted");
    }

    [Fact]
    public void Vectors_of_every_format_are_there() =>
        Files().Select(row => Path.GetExtension(row.Data)).Distinct().ShouldBe([".lz4", ".zst"], ignoreOrder: true);
}
