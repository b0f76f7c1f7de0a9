using System.Buffers.Binary;

namespace RocketMq.Cli.Benching;

/// <summary>A body that carries the moment it was sent, so that a consumer on the same machine can tell how long the message took.</summary>
internal static class BenchBody
{
    /// <summary>Bytes that the moment takes.</summary>
    internal const int MinimumLength = sizeof(long);

    internal static byte[] Create(int length, DateTimeOffset now)
    {
        byte[] body = new byte[length];
        BinaryPrimitives.WriteInt64BigEndian(body, now.UtcTicks);
        return body;
    }

    internal static TimeSpan Age(ReadOnlySpan<byte> body, DateTimeOffset now) =>
        body.Length < MinimumLength ? TimeSpan.Zero : TimeSpan.FromTicks(now.UtcTicks - BinaryPrimitives.ReadInt64BigEndian(body));
}
