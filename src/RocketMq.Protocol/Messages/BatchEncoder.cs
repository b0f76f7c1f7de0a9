using System.Buffers;
using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Puts several messages into one body (<see cref="RequestCode.SendBatchMessage"/>). Each: total 4, magic 4 (0), checksum 4 (0),
/// flag 4, body 4 + n, properties 2 + m.
/// </summary>
public static class BatchEncoder
{
    internal const int FixedLength = 22;
    internal const int FlagPosition = 12;
    internal const int BodyLengthPosition = 16;
    internal const int BodyPosition = 20;

    /// <summary>Appends one message.</summary>
    /// <param name="output">Where to append.</param>
    /// <param name="member">The message.</param>
    /// <returns>The number of bytes it takes.</returns>
    /// <exception cref="ProtocolException">The properties are longer than a message can carry.</exception>
    public static int Write(IBufferWriter<byte> output, in BatchMember member)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (member.Properties.Length > PropertiesText.MaxLength)
        {
            throw new ProtocolException(
                $"Properties of {member.Properties.Length} bytes exceed the {PropertiesText.MaxLength} a message carries; shorten names or values, or move data to the body."
            );
        }

        int length = FixedLength + member.Body.Length + member.Properties.Length;
        Span<byte> destination = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32BigEndian(destination, length);
        destination[sizeof(int)..FlagPosition].Clear();
        BinaryPrimitives.WriteInt32BigEndian(destination[FlagPosition..], member.Flag);
        BinaryPrimitives.WriteInt32BigEndian(destination[BodyLengthPosition..], member.Body.Length);
        member.Body.Span.CopyTo(destination[BodyPosition..]);
        Span<byte> rest = destination[(BodyPosition + member.Body.Length)..];
        BinaryPrimitives.WriteInt16BigEndian(rest, (short)member.Properties.Length);
        member.Properties.Span.CopyTo(rest[sizeof(short)..]);
        output.Advance(length);
        return length;
    }
}
