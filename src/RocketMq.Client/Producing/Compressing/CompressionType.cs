namespace RocketMq;

/// <summary>How bodies are compressed. The values are those of the protocol.</summary>
public enum CompressionType
{
    /// <summary>LZ4 frames: the fastest in both directions, the least dense.</summary>
    Lz4 = 1,

    /// <summary>Zstandard: denser than ZLIB at most levels and faster to decompress.</summary>
    Zstd = 2,

    /// <summary>ZLIB: what every RocketMQ client of any age reads.</summary>
    Zlib = 3,
}
