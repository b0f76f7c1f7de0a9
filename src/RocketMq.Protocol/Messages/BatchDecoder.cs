using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Takes a batch body apart, see <see cref="BatchEncoder"/>.</summary>
public static class BatchDecoder
{
    /// <summary>Reads the message at a position and moves behind it.</summary>
    /// <param name="batch">The body.</param>
    /// <param name="position">Where the message begins; afterwards where the next one does.</param>
    /// <param name="member">The message.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="ProtocolException">The body is malformed.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> batch, ref int position, out BatchMember member)
    {
        member = default;
        if (position == batch.Length)
            return false;

        ReadOnlySpan<byte> rest = batch.Span[position..];
        int length = rest.Length < BatchEncoder.FixedLength ? 0 : BinaryPrimitives.ReadInt32BigEndian(rest);
        if (length < BatchEncoder.FixedLength || length > rest.Length)
            throw Malformed($"the length {length} of a message does not fit the {rest.Length} bytes that are left");

        int bodyLength = BinaryPrimitives.ReadInt32BigEndian(rest[BatchEncoder.BodyLengthPosition..]);
        if (bodyLength < 0 || bodyLength > length - BatchEncoder.FixedLength)
            throw Malformed($"a body of {bodyLength} bytes does not fit a message of {length}");

        int propertiesStart = BatchEncoder.BodyPosition + bodyLength + sizeof(short);
        int propertiesLength = BinaryPrimitives.ReadInt16BigEndian(rest[(propertiesStart - sizeof(short))..]);
        if (propertiesLength < 0 || propertiesLength > length - propertiesStart)
            throw Malformed($"properties of {propertiesLength} bytes do not fit a message of {length}");

        member = new(
            BinaryPrimitives.ReadInt32BigEndian(rest[BatchEncoder.FlagPosition..]),
            batch.Slice(position + BatchEncoder.BodyPosition, bodyLength),
            batch.Slice(position + propertiesStart, propertiesLength)
        );
        position += length;
        return true;
    }

    private static ProtocolException Malformed(string reason) => new($"A batch body is malformed: {reason}.");
}
