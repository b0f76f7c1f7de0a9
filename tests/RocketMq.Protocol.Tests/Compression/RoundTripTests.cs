using FsCheck;
using FsCheck.Fluent;
using RocketMq.Protocol.Tests.Properties;
using Property = RocketMq.Protocol.Tests.Properties.Property;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>What we compress, we decompress: random, repetitive and structured bodies of 0 bytes to 1 MiB on every level.</summary>
public sealed class RoundTripTests
{
    private const int MaxSize = 1024 * 1024;

    public static IEnumerable<TheoryDataRow<SystemFlags>> All => Algorithms.All();

    private static readonly byte[] Text = SampleBodies.Json(MaxSize);
    private static readonly byte[] Prose = SampleBodies.Prose(200_000);

    private static readonly Gen<int> Size = Gen.OneOf(
        Gen.Choose(0, 40),
        Gen.Choose(0, 5_000),
        Gen.Choose(0, 5_000),
        Gen.Choose(60_000, 70_000),
        Gen.Choose(127_000, 135_000),
        Gen.Choose(0, MaxSize)
    );

    private static readonly Gen<byte[]> Part =
        from kind in Gen.Choose(0, 6)
        from size in Size
        from seed in Gen.Choose(1, int.MaxValue - 1)
        select kind switch
        {
            0 => SampleBodies.Noise(size, (uint)seed),
            1 => Enumerable.Repeat((byte)seed, size).ToArray(),
            2 => SampleBodies.Skewed(size),
            3 => Prose[(seed % 1000)..Math.Min((seed % 1000) + size, Prose.Length)],
            4 => Repeated(SampleBodies.Noise((seed % 300) + 1, (uint)seed), size),
            _ => Text[(seed % 1000)..Math.Min((seed % 1000) + size, Text.Length)],
        };

    internal static Gen<byte[]> Body { get; } =
        from count in Gen.Choose(1, 4)
        from parts in Part.ArrayOf(count)
        from again in Generate.Boolean
        let all = parts.SelectMany(part => part).ToArray()
        let body = again ? [.. all, .. all.AsSpan(all.Length / 3)] : all
        select body.Length <= MaxSize ? body : body[..MaxSize];

    [Theory]
    [MemberData(nameof(All))]
    public void Bodies_come_back(SystemFlags algorithm) =>
        Property.Holds(
            from body in Body
            from level in Gen.Choose(MessageCompression.MinLevel, MessageCompression.MaxLevel)
            select (body, level),
            sample =>
            {
                if (Algorithms.Compress(sample.body, algorithm, sample.level) is not { } compressed)
                    return;
                compressed.Length.ShouldBeLessThan(sample.body.Length);
                MessageCompression.Decompress(compressed, algorithm, sample.body.Length).AsSpan().SequenceEqual(sample.body).ShouldBeTrue();
            }
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Short_bodies_of_few_letters_come_back(SystemFlags algorithm) =>
        Property.Holds(
            Gen.Choose(0, 3).Select(value => (byte)('a' + value)).ArrayOf(),
            body =>
            {
                if (Algorithms.Compress(body, algorithm) is { } compressed)
                    MessageCompression.Decompress(compressed, algorithm, body.Length).ShouldBe(body);
            },
            cases: 2000
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Noise_is_left_alone_and_the_output_untouched(SystemFlags algorithm)
    {
        using GrowableBuffer output = new();
        output.Write("before"u8);
        MessageCompression
            .TryCompress(SampleBodies.Noise(200_000, seed: 3), algorithm, MessageCompression.DefaultLevel, output)
            .ShouldBeFalse();
        MessageCompression.TryCompress([], algorithm, MessageCompression.DefaultLevel, output).ShouldBeFalse();
        output.WrittenSpan.SequenceEqual("before"u8).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Text_becomes_a_fraction(SystemFlags algorithm)
    {
        Algorithms.Compress(SampleBodies.Json(65_536), algorithm)!.Length.ShouldBeLessThan(65_536 / 3);
        Algorithms.Compress(new byte[65_536], algorithm)!.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void Unknown_algorithms_and_levels_are_refused()
    {
        using GrowableBuffer output = new();
        Should.Throw<ArgumentOutOfRangeException>(() => MessageCompression.TryCompress([1], SystemFlags.None, 5, output));
        Should.Throw<ArgumentOutOfRangeException>(() => MessageCompression.TryCompress([1], SystemFlags.CompressionZlib, 0, output));
        Should.Throw<ArgumentOutOfRangeException>(() => MessageCompression.TryCompress([1], SystemFlags.CompressionZlib, 10, output));
        Should
            .Throw<ProtocolException>(() => MessageCompression.Decompress(new byte[] { 1 }, (SystemFlags)0x500, 10))
            .Message.ShouldContain("unknown algorithm 5");
    }

    private static byte[] Repeated(byte[] unit, int size)
    {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++)
            bytes[i] = unit[i % unit.Length];
        return bytes;
    }
}
