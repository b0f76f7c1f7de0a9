namespace RocketMq.Protocol;

/// <summary>Sizes of frames, in bytes.</summary>
public static class FrameLimits
{
    /// <summary>The largest frame a default server or client accepts, length prefix included: 16 MiB.</summary>
    public const int DefaultMaxFrameLength = 16 * 1024 * 1024;

    /// <summary>The largest header the 24-bit length field can announce.</summary>
    public const int MaxHeaderLength = 0xFF_FFFF;

    /// <summary>The length prefix: 4 bytes, not counted by the value it holds.</summary>
    public const int PrefixLength = 4;

    /// <summary>Length prefix and the word that holds format and header length.</summary>
    public const int PreambleLength = 8;

    /// <summary>The binary header without remark and fields.</summary>
    internal const int MinBinaryHeaderLength = 21;

    /// <summary>The largest code the binary header can carry.</summary>
    internal const int MaxBinaryCode = short.MaxValue;
}
