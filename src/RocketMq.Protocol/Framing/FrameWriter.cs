using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Encodes frames at the end of a buffer, filling lengths in afterwards; nothing is allocated in either format. If encoding
/// fails the buffer is left as it was.
/// </summary>
public static class FrameWriter
{
    /// <summary>Appends a request.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="output">Where to append.</param>
    /// <param name="code">The request code; above 32,767 the header becomes JSON, whatever the defaults say.</param>
    /// <param name="opaque">The number the answer will carry.</param>
    /// <param name="flags"><see cref="CommandFlags.None"/> or <see cref="CommandFlags.OneWay"/>.</param>
    /// <param name="defaults">What the frames of the connection have in common.</param>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">What follows the header; may be empty.</param>
    /// <param name="remark">Words for the peer, such as why a transaction is undecided; usually nothing.</param>
    /// <returns>The length of the frame in bytes, prefix included.</returns>
    /// <exception cref="ProtocolException">The header exceeds what the protocol can carry.</exception>
    public static int WriteRequest<THeader>(
        GrowableBuffer output,
        RequestCode code,
        int opaque,
        CommandFlags flags,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body,
        Utf8Text remark = default
    )
        where THeader : struct, IHeader<THeader> => Write(output, new((int)code, opaque, flags, remark), defaults, header, body);

    /// <summary>Appends an answer.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="output">Where to append.</param>
    /// <param name="code">The response code, see <see cref="ResponseCode"/>.</param>
    /// <param name="opaque">The number of the request.</param>
    /// <param name="defaults">What the frames of the connection have in common.</param>
    /// <param name="remark">The reason of a failure, or nothing.</param>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">What follows the header; may be empty.</param>
    /// <returns>The length of the frame in bytes, prefix included.</returns>
    /// <exception cref="ProtocolException">The header exceeds what the protocol can carry.</exception>
    public static int WriteResponse<THeader>(
        GrowableBuffer output,
        int code,
        int opaque,
        in FrameDefaults defaults,
        Utf8Text remark,
        in THeader header,
        ReadOnlySpan<byte> body
    )
        where THeader : struct, IHeader<THeader> => Write(output, new(code, opaque, CommandFlags.Response, remark), defaults, header, body);

    /// <summary>Gives a request that was encoded ahead its number. Only binary frames have the number at a fixed place.</summary>
    /// <param name="frame">One whole binary frame.</param>
    /// <param name="opaque">The number the answer will carry.</param>
    /// <exception cref="ArgumentException">The frame is no binary one.</exception>
    public static void SetOpaque(Span<byte> frame, int opaque)
    {
        if (frame.Length < FrameLimits.PreambleLength + FrameLimits.MinBinaryHeaderLength || frame[4] != (byte)HeaderFormat.Binary)
            throw new ArgumentException("The number can be set in a whole binary frame only.", nameof(frame));

        BinaryPrimitives.WriteInt32BigEndian(frame[(FrameLimits.PreambleLength + BinaryFrameHeader.OpaquePosition)..], opaque);
    }

    internal static int Write<THeader>(
        GrowableBuffer output,
        in FrameFields fields,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body
    )
        where THeader : struct, IHeader<THeader>
    {
        ArgumentNullException.ThrowIfNull(output);
        int start = output.WrittenCount;
        try
        {
            output.GetSpan(FrameLimits.PreambleLength);
            output.Advance(FrameLimits.PreambleLength);
            bool isBinary = defaults.Format == HeaderFormat.Binary && fields.Code is >= 0 and <= FrameLimits.MaxBinaryCode;
            if (isBinary)
                WriteBinaryHeader(output, fields, defaults, header, body);
            else
                WriteJsonHeader(output, fields, defaults, header, body);

            int headerLength = output.WrittenCount - start - FrameLimits.PreambleLength;
            if (headerLength > FrameLimits.MaxHeaderLength)
                throw new ProtocolException($"A header of {headerLength} bytes exceeds the {FrameLimits.MaxHeaderLength} a frame carries.");

            output.Write(body);
            int length = output.WrittenCount - start;
            Span<byte> preamble = output.WrittenSpan[start..];
            BinaryPrimitives.WriteInt32BigEndian(preamble, length - FrameLimits.PrefixLength);
            BinaryPrimitives.WriteInt32BigEndian(preamble[FrameLimits.PrefixLength..], headerLength | (isBinary ? 1 << 24 : 0));
            return length;
        }
        catch
        {
            output.Truncate(start);
            throw;
        }
    }

    private static void WriteBinaryHeader<THeader>(
        GrowableBuffer output,
        in FrameFields fields,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body
    )
        where THeader : struct, IHeader<THeader>
    {
        BinaryFrameHeader.WriteFixedPart(output, fields, defaults);
        int lengthPosition = output.WrittenCount;
        output.WriteInt32(0);
        WriteFields(output, HeaderFormat.Binary, defaults, header, body);
        output.PatchInt32(lengthPosition, output.WrittenCount - lengthPosition - sizeof(int));
    }

    private static void WriteJsonHeader<THeader>(
        GrowableBuffer output,
        in FrameFields fields,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body
    )
        where THeader : struct, IHeader<THeader>
    {
        int start = JsonFrameHeader.WriteBeforeFields(output, fields.Code);
        if (WriteFields(output, HeaderFormat.Json, defaults, header, body))
            output.WriteByte((byte)'}');
        else
            output.Truncate(start);

        JsonFrameHeader.WriteAfterFields(output, fields, defaults);
    }

    private static bool WriteFields<THeader>(
        GrowableBuffer output,
        HeaderFormat format,
        in FrameDefaults defaults,
        in THeader header,
        ReadOnlySpan<byte> body
    )
        where THeader : struct, IHeader<THeader>
    {
        int start = output.WrittenCount;
        HeaderWriter writer = new(output, format);
        header.Write(ref writer);
        foreach (ref readonly ExtraField field in defaults.ExtraFields.Span)
            writer.Write(field);
        if (defaults.Key is { } key)
            RequestSigning.Write(ref writer, output, start, defaults, header, body, key);

        writer.Finish();
        return writer.HasFields;
    }
}
