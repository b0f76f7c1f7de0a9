namespace RocketMq.Protocol;

/// <summary>Compresses and decompresses message bodies: zlib, LZ4 frames and Zstandard frames, as the flags of a message name them.</summary>
public static class MessageCompression
{
    /// <summary>The level the Java client uses by default.</summary>
    public const int DefaultLevel = 5;

    /// <summary>The fastest level.</summary>
    public const int MinLevel = 1;

    /// <summary>The level with the smallest result.</summary>
    public const int MaxLevel = 9;

    /// <summary>
    /// Compresses a body if that makes it smaller; the message then needs <see cref="SystemFlags.Compressed"/> and the algorithm's flag.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="algorithm"><see cref="SystemFlags.CompressionZlib"/>, <see cref="SystemFlags.CompressionLz4"/> or
    /// <see cref="SystemFlags.CompressionZstd"/>.</param>
    /// <param name="level">From <see cref="MinLevel"/> to <see cref="MaxLevel"/>, usually <see cref="DefaultLevel"/>. LZ4 has one level only.</param>
    /// <param name="output">Where the compressed body is appended.</param>
    /// <returns>False if the result is not smaller; nothing is appended then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The algorithm or the level is unknown.</exception>
    public static bool TryCompress(ReadOnlySpan<byte> body, SystemFlags algorithm, int level, GrowableBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfLessThan(level, MinLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        int start = output.WrittenCount;
        switch (algorithm)
        {
            case SystemFlags.CompressionZlib:
                ZlibWriter.Write(body, level, output);
                break;
            case SystemFlags.CompressionLz4:
                Lz4FrameWriter.Write(body, output);
                break;
            case SystemFlags.CompressionZstd:
                ZstdFrameWriter.Write(body, level, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Compression is zlib, LZ4 or Zstandard.");
        }

        if (output.WrittenCount - start < body.Length)
            return true;

        output.Truncate(start);
        return false;
    }

    /// <summary>Decompresses a body.</summary>
    /// <param name="body">The body as stored.</param>
    /// <param name="flags">The message's flags, which name the algorithm; none means zlib.</param>
    /// <param name="maxBodySize">The largest result to accept, in bytes.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ProtocolException">The body does not decompress, is larger than permitted, or the algorithm is unknown.</exception>
    public static byte[] Decompress(ReadOnlyMemory<byte> body, SystemFlags flags, int maxBodySize)
    {
        using DecompressedBody decompressed = new(maxBodySize);
        switch (flags & SystemFlags.CompressionMask)
        {
            case SystemFlags.None or SystemFlags.CompressionZlib:
                ZlibReader.Read(body, decompressed);
                break;
            case SystemFlags.CompressionLz4:
                Lz4FrameReader.Read(body.Span, decompressed);
                break;
            case SystemFlags.CompressionZstd:
                ZstdFrameReader.Read(body.Span, decompressed);
                break;
            case SystemFlags unknown:
                throw new ProtocolException(
                    $"A message body is compressed with the unknown algorithm {(int)unknown >> 8}; let the producer use zlib, LZ4 or Zstandard."
                );
        }

        return decompressed.ToArray();
    }
}
