using System.Buffers;
using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>Every golden vector of a supported type, written by the primitives and by generated codecs, and read back by both.</summary>
public sealed class GoldenMessagePackTests
{
    private const string ArrayOfOne = "91";

    /// <summary>Types that contracts do not carry; the generator reports them (RMQ1005).</summary>
    private static readonly string[] Unsupported =
    [
        "ArraySegment<byte>",
        "KeyValuePair",
        "Tuple<int,string>",
        "(int,string)",
        "int[,] 2x2",
        "BigInteger 256",
        "Uri",
        "Version 1.2.3",
        "Int128 1",
        "Complex",
        "Type",
        "IU -> U1",
        "IU -> U2",
        "IU null",
        "object 5",
        "object \"s\"",
        "object DateTime",
        "object[] {1,null}",
    ];

    public static TheoryData<string> Names => [.. GoldenVectors.All.Keys.Except(Unsupported)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Primitives_write_the_golden_bytes(string name)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackBodyWriter(output);
        GoldenRows.All[name].Write(ref writer);
        writer.Flush();

        GoldenVectors.ShouldBe(name, output.WrittenSpan);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_codecs_write_the_golden_bytes(string name)
    {
        byte[] body = GoldenRows.All[name].WriteBox();

        Convert.ToHexStringLower(body.AsSpan(0, 1)).ShouldBe(ArrayOfOne);
        GoldenVectors.ShouldBe(name, body.AsSpan(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_codecs_read_the_golden_bytes(string name)
    {
        byte[] body = GoldenRows.All[name].WriteBox();

        GoldenRows.All[name].Rewrite(body).ShouldBe(body);
    }

    [Fact]
    public void Every_vector_is_covered()
    {
        GoldenVectors.All.Count.ShouldBe(106);
        GoldenRows.All.Keys.Concat(Unsupported).ShouldBe(GoldenVectors.All.Keys, ignoreOrder: true);
    }
}
