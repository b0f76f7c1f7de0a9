using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace RocketMq.Protocol;

/// <summary>Compresses and decompresses message bodies. zlib is built in; LZ4 and Zstandard are recognised and refused by name.</summary>
public static class MessageCompression
{
    /// <summary>The zlib level the Java client uses by default.</summary>
    public const int DefaultLevel = 5;

    private const int FirstBlock = 4096;

    /// <summary>Compresses with zlib; the message then needs <see cref="SystemFlags.Compressed"/> and <see cref="SystemFlags.CompressionZlib"/>.</summary>
    /// <param name="body">The body.</param>
    /// <param name="level">From 0 (store) to 9 (smallest); default <see cref="DefaultLevel"/>.</param>
    /// <returns>The compressed body.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> body, int level = DefaultLevel)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            zlib.Write(body);

        return compressed.ToArray();
    }

    /// <summary>Decompresses a body.</summary>
    /// <param name="body">The body as stored.</param>
    /// <param name="flags">The message's flags, which name the algorithm; none means zlib.</param>
    /// <param name="maxBodySize">The largest result to accept, in bytes.</param>
    /// <returns>The body.</returns>
    /// <exception cref="ProtocolException">The body does not decompress, is larger than permitted, or the algorithm is not supported.</exception>
    public static byte[] Decompress(ReadOnlyMemory<byte> body, SystemFlags flags, int maxBodySize)
    {
        SystemFlags algorithm = flags & SystemFlags.CompressionMask;
        if (algorithm is not (SystemFlags.None or SystemFlags.CompressionZlib))
            throw NotSupported(algorithm);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBlock, Math.Max(maxBodySize, 1)));
        try
        {
            using ZLibStream zlib = new(AsStream(body), CompressionMode.Decompress);
            int length = 0;
            for (int read = zlib.Read(buffer); read > 0; read = zlib.Read(buffer.AsSpan(length)))
            {
                length += read;
                if (length > maxBodySize)
                    throw TooLarge(maxBodySize);
                if (length == buffer.Length)
                    Grow(ref buffer, maxBodySize);
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw new ProtocolException("A message body is marked as compressed with zlib but does not decompress.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer, int maxBodySize)
    {
        // One byte more than permitted tells an exact fit from an excess.
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, maxBodySize + 1L));
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? new(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new(bytes.ToArray(), writable: false);

    private static ProtocolException TooLarge(int maxBodySize) =>
        new(
            $"A message body decompresses to more than the permitted {maxBodySize} bytes; raise the limit if messages of this size are wanted."
        );

    private static ProtocolException NotSupported(SystemFlags algorithm)
    {
        string name = algorithm switch
        {
            SystemFlags.CompressionLz4 => "LZ4",
            SystemFlags.CompressionZstd => "Zstandard",
            _ => $"the unknown algorithm {(int)algorithm >> 8}",
        };
        return new($"A message body is compressed with {name}, which is not supported; let the producer use zlib or no compression.");
    }
}
