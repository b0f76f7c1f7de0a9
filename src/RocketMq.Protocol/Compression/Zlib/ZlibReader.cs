using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace RocketMq.Protocol;

/// <summary>Decompresses zlib streams (RFC 1950).</summary>
internal static class ZlibReader
{
    private const int ChunkSize = 16 * 1024;

    /// <exception cref="ProtocolException">The input is not a whole zlib stream, or the body is larger than permitted.</exception>
    public static void Read(ReadOnlyMemory<byte> input, DecompressedBody body)
    {
        if (!MemoryMarshal.TryGetArray(input, out ArraySegment<byte> bytes))
            bytes = input.ToArray();

        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            using ZLibStream zlib = new(new ZlibInput(bytes), CompressionMode.Decompress);
            for (int read = zlib.Read(chunk); read > 0; read = zlib.Read(chunk))
                body.Write(chunk.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw new ProtocolException("A message body is marked as compressed with zlib but does not decompress.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
