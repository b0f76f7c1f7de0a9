namespace RocketMq.Protocol.Tests.Compression;

internal static class Algorithms
{
    public static IEnumerable<TheoryDataRow<SystemFlags>> All() =>
        new[] { SystemFlags.CompressionZlib, SystemFlags.CompressionLz4, SystemFlags.CompressionZstd }.Select(
            algorithm => new TheoryDataRow<SystemFlags>(algorithm)
        );

    /// <summary>Compresses; null if that does not make the body smaller.</summary>
    public static byte[]? Compress(ReadOnlySpan<byte> body, SystemFlags algorithm, int level = MessageCompression.DefaultLevel)
    {
        using GrowableBuffer output = new();
        return MessageCompression.TryCompress(body, algorithm, level, output) ? output.WrittenSpan.ToArray() : null;
    }
}
