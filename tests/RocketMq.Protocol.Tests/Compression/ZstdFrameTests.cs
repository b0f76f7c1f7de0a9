using System.Buffers.Binary;
using System.Text;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>Zstandard frames byte by byte.</summary>
public sealed class ZstdFrameTests
{
    private static readonly byte[] Magic = [0x28, 0xB5, 0x2F, 0xFD];

    /// <summary>A header without content size, its window 1 KiB.</summary>
    private static readonly byte[] SmallWindow = [0x00, 0x00];

    [Fact]
    public void Raw_blocks_repeated_bytes_skippable_frames_and_several_frames_are_read()
    {
        byte[] skippable = [0x5F, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2];
        byte[] first = Frame(SmallWindow, Raw("one,"), Repeated((byte)'x', 5));
        byte[] second = Frame([0x20, 3], Raw("two"));
        Read([.. skippable, .. first, .. skippable, .. second, .. Frame([0x20, 0], Raw(""))]).ShouldBe("one,xxxxxtwo");
    }

    [Fact]
    public void Literals_and_sequences_are_carried_out()
    {
        // Three literals "abc", then one sequence: three literals, 6 bytes from 3 back. All tables hold one code.
        byte[] block = [3 << 3, .. "abc"u8, 1, 0b01_01_01_00, 3, 2, 3, 0b110];
        Read(Frame(SmallWindow, Compressed(block))).ShouldBe("abcabcabc");
    }

    [Fact]
    public void Sizes_and_checksums_are_verified()
    {
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, (uint)XxHash64.Compute("text"u8));
        Read([.. Frame([0x24, 4], Raw("text")), .. checksum]).ShouldBe("text");
        Refused([.. Frame([0x24, 4], Raw("test")), .. checksum]).ShouldContain("checksum");
        Refused(Frame([0x24, 4], Raw("text"))).ShouldContain("within its checksum");
        Refused(Frame([0x20, 5], Raw("text"))).ShouldContain("announces 5 bytes and holds 4");
        Refused([.. Magic, 0xE0, 255, 255, 255, 255, 255, 255, 255, 255]).ShouldContain("permitted");
        Refused(Frame(SmallWindow, Raw(new string('x', 1025)))).ShouldContain("1025 bytes is larger than the 1024");
    }

    [Fact]
    public void What_is_not_supported_is_said_in_words()
    {
        Refused([.. Magic, 0x01, 0x00, 9, 1, 0, 0]).ShouldContain("dictionary");
        Read(Frame([0x21, 0, 1], Raw("x"))).ShouldBe("x", "dictionary 0 is none");
        Refused(Frame([0x28, 1], Raw("x"))).ShouldContain("reserved bit");
        Refused([0x27, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0]).ShouldContain("0xFD2FB527");
        Refused([.. Frame(SmallWindow, Raw("x")), 1]).ShouldContain("magic number");
        Refused([.. Magic, .. SmallWindow, 0x07, 0, 0]).ShouldContain("kind of a block");
    }

    [Fact]
    public void Blocks_may_refer_only_to_blocks_of_their_frame()
    {
        // Literals that reuse a Huffman tree, and sequences that reuse tables, in the first block.
        Refused(Frame(SmallWindow, Compressed([0x13, 0x40, 0x00, 0x80, 0]))).ShouldContain("Huffman tree of a block before");
        Refused(Frame(SmallWindow, Compressed([0, 1, 0xC0, 1]))).ShouldContain("literal lengths table of a block before");
        byte[] back = [3 << 3, .. "abc"u8, 1, 0b01_01_01_00, 3, 3, 3, 0b1111];
        Refused(Frame(SmallWindow, Compressed(back))).ShouldContain("bytes back where 3");
        Refused([.. Frame(SmallWindow, Raw("before")), .. Frame(SmallWindow, Compressed(back))]).ShouldContain("bytes back where 3");
    }

    [Fact]
    public void Bombs_end_at_the_limit()
    {
        byte[] bomb = [.. Magic, 0x00, 0x58, .. Enumerable.Repeat(Block(1, 128 * 1024, [0]), 1000).SelectMany(block => block)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bomb).ShouldContain("permitted 100000 bytes");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("", 0xEF46DB3751D8E999UL)]
    [InlineData("a", 0xD24EC4F1A98C6E5BUL)]
    [InlineData("abc", 0x44BC2CF5AD770999UL)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1UL)]
    public void The_checksum_is_xxhash64(string text, ulong expected) => XxHash64.Compute(Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    private static string Read(byte[] input) =>
        Encoding.UTF8.GetString(MessageCompression.Decompress(input, SystemFlags.CompressionZstd, 100_000));

    private static string Refused(byte[] input) => Should.Throw<ProtocolException>(() => Read(input)).Message;

    private static byte[] Frame(byte[] header, params byte[][] blocks)
    {
        blocks[^1][0] |= 1;
        return [.. Magic, .. header, .. blocks.SelectMany(block => block)];
    }

    private static byte[] Raw(string content) => Block(0, content.Length, Encoding.UTF8.GetBytes(content));

    private static byte[] Repeated(byte value, int count) => Block(1, count, [value]);

    private static byte[] Compressed(byte[] content) => Block(2, content.Length, content);

    private static byte[] Block(int kind, int length, byte[] content)
    {
        int header = (length << 3) | (kind << 1);
        return [(byte)header, (byte)(header >> 8), (byte)(header >> 16), .. content];
    }
}
