namespace RocketMq.Protocol;

/// <summary>
/// Compressed bytes as a stream that must not be read beyond its end. Without it a truncated body would pass for a shorter one: the
/// decompressor takes the end of its input for the end of the content, and asks for more only if the content is not complete.
/// </summary>
internal sealed class ZlibInput(ArraySegment<byte> bytes) : MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) => NotAtEnd(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => NotAtEnd(base.Read(buffer));

    private static int NotAtEnd(int read) =>
        read > 0 ? read : throw new ProtocolException("A message body is marked as compressed with zlib but ends before its content does.");
}
