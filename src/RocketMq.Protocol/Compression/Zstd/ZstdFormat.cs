namespace RocketMq.Protocol;

/// <summary>The numbers of the Zstandard format.</summary>
/// <remarks>Source: RFC 8878, whose terms the names follow.</remarks>
internal static class ZstdFormat
{
    public const uint Magic = 0xFD2F_B528;
    public const uint SkippableMagic = 0x184D_2A50;
    public const uint SkippableMask = 0xFFFF_FFF0;

    public const int SingleSegment = 0x20;
    public const int ReservedFlag = 0x08;
    public const int ContentChecksum = 0x04;
    public const int DictionaryIdMask = 0x03;

    /// <summary>A window's smallest size is 2 to this; the upper five bits of its descriptor add to it.</summary>
    public const int MinWindowLog = 10;

    /// <summary>The largest content of one block, before and after compression.</summary>
    public const int MaxBlockSize = 128 * 1024;

    public const int BlockHeaderLength = 3;
    public const int RawBlock = 0;
    public const int RepeatedByteBlock = 1;
    public const int CompressedBlock = 2;

    public const int RawLiterals = 0;
    public const int RepeatedByteLiterals = 1;
    public const int CompressedLiterals = 2;
    public const int TreelessLiterals = 3;

    /// <summary>Literals in four streams: three lengths of two bytes go before them.</summary>
    public const int JumpTableLength = 6;

    public const int PredefinedMode = 0;
    public const int RepeatedByteMode = 1;
    public const int CompressedMode = 2;
    public const int RepeatMode = 3;

    /// <summary>Counts of sequences from here on take three bytes.</summary>
    public const int LongSequenceCount = 0x7F00;

    public const int MaxHuffmanBits = 11;
    public const int MaxHuffmanSymbols = 256;
    public const int MaxHuffmanWeightsLog = 6;

    /// <summary>Headers of Huffman trees from here on announce plain weights, lower ones the length of compressed weights.</summary>
    public const int PlainWeights = 128;

    public const int MinFseLog = 5;
    public const int MinMatch = 3;

    public static ProtocolException Malformed(string reason) =>
        new($"A message body is marked as compressed with Zstandard but does not decompress: {reason}.");
}
