using System.Buffers.Binary;
using System.Text;

namespace RocketMq.Protocol.Tests.Compression;

/// <summary>LZ4 frames byte by byte.</summary>
public sealed class Lz4FrameTests
{
    private const byte Independent = 0x60;
    private const byte Linked = 0x40;

    /// <summary>"abcd" as literals, then a match of 8 from 4 back, then the literal "e"s that end a block.</summary>
    private static readonly byte[] Block = [0x44, .. "abcd"u8, 4, 0, 0x50, .. "eeeee"u8];

    private const string BlockText = "abcdabcdabcdeeeee";

    [Fact]
    public void A_frame_of_ours_is_the_java_clients_with_the_smallest_block_size()
    {
        // The golden frame of the text is the same but for the two bytes of the descriptor's block size and checksum.
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("hello 压缩 ", 200)));
        byte[] ours = Algorithms.Compress(text, SystemFlags.CompressionLz4)!;
        ours[..6].ShouldBe([0x04, 0x22, 0x4D, 0x18, Independent, 0x40]);
        ours[^4..].ShouldBe(new byte[4]);
    }

    [Theory]
    [InlineData(65_536, 0x40)]
    [InlineData(65_537, 0x50)]
    [InlineData(1024 * 1024, 0x60)]
    [InlineData((4 * 1024 * 1024) + 1, 0x70)]
    public void The_block_size_is_the_smallest_that_fits(int size, byte code)
    {
        byte[] body = SampleBodies.Json(size);
        byte[] compressed = Algorithms.Compress(body, SystemFlags.CompressionLz4)!;
        compressed[5].ShouldBe(code);
        MessageCompression.Decompress(compressed, SystemFlags.CompressionLz4, size).AsSpan().SequenceEqual(body).ShouldBeTrue();
    }

    [Fact]
    public void Stored_blocks_skippable_frames_and_several_frames_are_read()
    {
        byte[] skippable = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] stored = Frame(Independent, BlockOf("plain"u8.ToArray(), stored: true));
        byte[] input = [.. skippable, .. Frame(Independent, BlockOf(Block)), .. stored, .. skippable, .. Frame(Linked)];
        Read(input).ShouldBe(BlockText + "plain");
    }

    [Fact]
    public void Linked_blocks_refer_to_the_block_before_and_independent_ones_do_not()
    {
        byte[] reference = [0x04, 17, 0, 0x50, .. "fffff"u8];
        Read(Frame(Linked, BlockOf(Block), BlockOf(reference))).ShouldBe(BlockText + "abcdabcd" + "fffff");
        Refused(Frame(Independent, BlockOf(Block), BlockOf(reference))).ShouldContain("17 bytes back");
        Refused([.. Frame(Linked, BlockOf(Block)), .. Frame(Linked, BlockOf(reference))]).ShouldContain("17 bytes back");
    }

    [Fact]
    public void Checksums_and_sizes_are_verified()
    {
        byte[] content = Encoding.ASCII.GetBytes(BlockText);
        byte[] checksum = UInt32(XxHash32.Compute(content));
        byte[] blockSum = UInt32(XxHash32.Compute(Block));
        byte[] size = [17, 0, 0, 0, 0, 0, 0, 0];
        Read([.. Descriptor(0x7C, size), .. BlockOf(Block), .. blockSum, .. new byte[4], .. checksum]).ShouldBe(BlockText);

        Refused([.. Descriptor(0x64), .. BlockOf(Block), .. new byte[4], .. UInt32(1)]).ShouldContain("content checksum");
        Refused([.. Descriptor(0x70), .. BlockOf(Block), .. UInt32(1), .. new byte[4]]).ShouldContain("block checksum");
        size[0] = 16;
        Refused([.. Descriptor(0x68, size), .. BlockOf(Block), .. new byte[4]]).ShouldContain("announces 16 bytes and holds 17");
        size[7] = 0x80;
        Refused([.. Descriptor(0x68, size), .. BlockOf(Block), .. new byte[4]]).ShouldContain("permitted");
        byte[] damaged = Frame(Independent, BlockOf(Block));
        damaged[6] ^= 1;
        Refused(damaged).ShouldContain("frame descriptor");
    }

    [Fact]
    public void What_is_not_supported_is_said_in_words()
    {
        Refused([.. Descriptor(0x61, UInt32(9)), .. new byte[4]]).ShouldContain("dictionary");
        Refused(Frame(0xA0)).ShouldContain("version 2");
        Refused(Frame(0x62)).ShouldContain("reserved bits");
        Refused([0x02, 0x21, 0x4C, 0x18, 0, 0, 0, 0]).ShouldContain("0x184C2102");
        Refused([.. Frame(Independent), 1]).ShouldContain("magic number");
    }

    [Fact]
    public void Malformed_blocks_are_refused()
    {
        Refused(Frame(Independent, BlockOf([0x04, .. "abcd"u8]))).ShouldContain("bytes back");
        Refused(Frame(Independent, BlockOf([0x40, .. "abcd"u8, 0, 0, 0]))).ShouldContain("0 bytes back");
        Refused(Frame(Independent, BlockOf([0xF0, 0xFF, 0xFF]))).ShouldContain("within a sequence");
        Refused(Frame(Independent, BlockOf([0x50, .. "abcd"u8]))).ShouldContain("5 literals");
        Refused(Frame(Independent, BlockOf([0x40, .. "abcd"u8, 1]))).ShouldContain("within a match");
        Refused([.. Descriptor(Independent), .. UInt32(70_000)]).ShouldContain("larger than the 65536 bytes");
        byte[] bomb = [0x1F, (byte)'a', 1, 0, .. Enumerable.Repeat(byte.MaxValue, 400), 0, 0x50, .. "eeeee"u8];
        Refused(Frame(Independent, BlockOf(bomb))).ShouldContain("goes beyond the end of a block");
    }

    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("a", 0x550D7456u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void The_checksum_is_xxhash32(string text, uint expected) => XxHash32.Compute(Encoding.ASCII.GetBytes(text)).ShouldBe(expected);

    private static string Read(byte[] input) =>
        Encoding.UTF8.GetString(MessageCompression.Decompress(input, SystemFlags.CompressionLz4, 100_000));

    private static string Refused(byte[] input) => Should.Throw<ProtocolException>(() => Read(input)).Message;

    private static byte[] Frame(byte flags, params byte[][] blocks) =>
        [.. Descriptor(flags), .. blocks.SelectMany(block => block), .. new byte[4]];

    private static byte[] Descriptor(byte flags, params byte[] more)
    {
        byte[] descriptor = [flags, 0x40, .. more];
        return [0x04, 0x22, 0x4D, 0x18, .. descriptor, (byte)(XxHash32.Compute(descriptor) >> 8)];
    }

    private static byte[] BlockOf(byte[] content, bool stored = false) =>
        [.. UInt32((uint)content.Length | (stored ? 0x8000_0000 : 0)), .. content];

    private static byte[] UInt32(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
