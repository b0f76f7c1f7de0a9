using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>The fixed part of the binary header: code 2, language 1, version 2, opaque 4, flag 4, remark 4 + n, fields 4 + m.</summary>
internal static class BinaryFrameHeader
{
    public const int OpaquePosition = 5;
    private const int FlagsPosition = 9;
    private const int RemarkPosition = 13;

    public static void Parse(ReadOnlySpan<byte> header, ref FrameLayout layout)
    {
        if (header.Length < FrameLimits.MinBinaryHeaderLength)
        {
            throw new ProtocolException(
                $"A binary header of {header.Length} bytes is too short; it has at least {FrameLimits.MinBinaryHeaderLength}."
            );
        }

        layout.Format = HeaderFormat.Binary;
        layout.Code = BinaryPrimitives.ReadInt16BigEndian(header);
        layout.Language = header[2] <= (byte)LanguageCode.NodeJs ? (LanguageCode)header[2] : LanguageCode.Other;
        layout.Version = BinaryPrimitives.ReadInt16BigEndian(header[3..]);
        layout.Opaque = BinaryPrimitives.ReadInt32BigEndian(header[OpaquePosition..]);
        layout.Flags = (CommandFlags)BinaryPrimitives.ReadInt32BigEndian(header[FlagsPosition..]);
        int position = RemarkPosition;
        layout.RemarkLength = ReadLength(header, ref position, "remark");
        layout.RemarkStart = FrameLimits.PreambleLength + position;
        layout.RemarkKind = layout.RemarkLength == 0 ? HeaderFieldValueKind.Absent : HeaderFieldValueKind.Plain;
        position += layout.RemarkLength;
        layout.FieldsLength = ReadLength(header, ref position, "field block");
        layout.FieldsStart = FrameLimits.PreambleLength + position;
    }

    /// <summary>Writes everything before the fields; the caller patches their length once they are written.</summary>
    public static void WriteFixedPart(GrowableBuffer output, in FrameFields fields, in FrameDefaults defaults)
    {
        Span<byte> room = output.GetSpan(RemarkPosition + sizeof(int) + fields.Remark.MaxByteCount);
        BinaryPrimitives.WriteInt16BigEndian(room, (short)fields.Code);
        room[2] = (byte)defaults.Language;
        BinaryPrimitives.WriteInt16BigEndian(room[3..], (short)defaults.Version);
        BinaryPrimitives.WriteInt32BigEndian(room[OpaquePosition..], fields.Opaque);
        BinaryPrimitives.WriteInt32BigEndian(room[FlagsPosition..], (int)fields.Flags);
        int remarkLength = fields.Remark.CopyTo(room[(RemarkPosition + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(room[RemarkPosition..], remarkLength);
        output.Advance(RemarkPosition + sizeof(int) + remarkLength);
    }

    private static int ReadLength(ReadOnlySpan<byte> header, ref int position, string part)
    {
        int length = header.Length - position < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(header[position..]);
        position += sizeof(int);
        if (length < 0 || length > header.Length - position)
            throw new ProtocolException($"The binary header is malformed: its {part} goes beyond the header's {header.Length} bytes.");

        return length;
    }
}
