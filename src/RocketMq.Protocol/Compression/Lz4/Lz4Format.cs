namespace RocketMq.Protocol;

/// <summary>The numbers of the LZ4 frame and block formats.</summary>
/// <remarks>Source: LZ4 Frame Format Description 1.6.2 and LZ4 Block Format Description.</remarks>
internal static class Lz4Format
{
    public const uint Magic = 0x184D_2204;
    public const uint SkippableMagic = 0x184D_2A50;
    public const uint SkippableMask = 0xFFFF_FFF0;

    /// <summary>Bit of a block's length: the block is stored as it is.</summary>
    public const uint StoredBlock = 0x8000_0000;

    public const int VersionBits = 0x40;
    public const int VersionMask = 0xC0;
    public const int IndependentBlocks = 0x20;
    public const int BlockChecksums = 0x10;
    public const int ContentSize = 0x08;
    public const int ContentChecksum = 0x04;
    public const int ReservedFlag = 0x02;
    public const int DictionaryId = 0x01;

    /// <summary>What is left of a descriptor's second byte must be zero.</summary>
    public const int BlockSizeMask = 0x70;
    public const int SmallestBlockSize = 4;
    public const int LargestBlockSize = 7;

    public const int MinMatch = 4;
    public const int MaxDistance = 65_535;

    /// <summary>A block ends with at least this many literals, …</summary>
    public const int LastLiterals = 5;

    /// <summary>… and no match begins later than this before its end.</summary>
    public const int MatchFreeEnd = 12;

    /// <summary>The largest block of a size code: 64 KiB, 256 KiB, 1 MiB, 4 MiB for 4 to 7.</summary>
    public static int BlockSizeOf(int code) => 1 << (8 + (2 * code));
}
