using System.IO.Compression;

namespace RocketMq.Protocol;

/// <summary>Compresses into a zlib stream (RFC 1950).</summary>
internal static class ZlibWriter
{
    public static void Write(ReadOnlySpan<byte> body, int level, GrowableBuffer output)
    {
        using ZLibStream zlib = new(new GrowableBufferStream(output), new ZLibCompressionOptions { CompressionLevel = level });
        zlib.Write(body);
    }
}
