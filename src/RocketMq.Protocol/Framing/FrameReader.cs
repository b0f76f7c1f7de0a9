using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Finds and parses frames (java-client.md 2.1 of the protocol notes): length, format and header length, header, body.</summary>
public static class FrameReader
{
    private const int MinFrameLength = FrameLimits.PreambleLength;

    /// <summary>Looks whether a whole frame has arrived.</summary>
    /// <param name="buffer">What has arrived, from the beginning of a frame.</param>
    /// <param name="maxFrameLength">The largest frame to accept in bytes, prefix included.</param>
    /// <param name="frameLength">The frame's length in bytes, prefix included; 0 as long as fewer than 4 bytes are there.</param>
    /// <returns>Whether the frame is complete.</returns>
    /// <exception cref="ProtocolException">The announced length is impossible or beyond the limit; the connection is of no use any more.</exception>
    public static bool TryGetLength(ReadOnlySpan<byte> buffer, int maxFrameLength, out int frameLength)
    {
        frameLength = 0;
        if (buffer.Length < FrameLimits.PrefixLength)
            return false;

        int announced = BinaryPrimitives.ReadInt32BigEndian(buffer);
        if (announced < MinFrameLength - FrameLimits.PrefixLength)
            throw new ProtocolException(
                $"A frame announces {announced} bytes; at least 4 must follow. The peer does not speak the remoting protocol."
            );
        if (announced > maxFrameLength - FrameLimits.PrefixLength)
        {
            throw new ProtocolException(
                $"A frame announces {announced} bytes, more than the limit of {maxFrameLength}; raise the frame limit or send smaller messages."
            );
        }

        frameLength = announced + FrameLimits.PrefixLength;
        return buffer.Length >= frameLength;
    }

    /// <summary>Parses one frame without copying. Header fields are checked when they are read.</summary>
    /// <param name="wholeFrameWithPrefix">Exactly one frame, length prefix included.</param>
    /// <returns>A view over the given memory.</returns>
    /// <exception cref="ProtocolException">The frame is malformed.</exception>
    public static RemotingFrame Parse(ReadOnlyMemory<byte> wholeFrameWithPrefix)
    {
        ReadOnlySpan<byte> frame = wholeFrameWithPrefix.Span;
        if (frame.Length < MinFrameLength || BinaryPrimitives.ReadInt32BigEndian(frame) != frame.Length - FrameLimits.PrefixLength)
            throw new ProtocolException($"A frame of {frame.Length} bytes does not match its length prefix.");

        uint mark = BinaryPrimitives.ReadUInt32BigEndian(frame[FrameLimits.PrefixLength..]);
        int headerLength = (int)(mark & FrameLimits.MaxHeaderLength);
        if (headerLength > frame.Length - FrameLimits.PreambleLength)
        {
            throw new ProtocolException($"A frame of {frame.Length} bytes announces a header of {headerLength} bytes, which does not fit.");
        }

        FrameLayout layout = new() { BodyStart = FrameLimits.PreambleLength + headerLength };
        ReadOnlySpan<byte> header = frame.Slice(FrameLimits.PreambleLength, headerLength);
        switch ((HeaderFormat)(mark >> 24))
        {
            case HeaderFormat.Json:
                JsonFrameHeader.Parse(header, ref layout);
                break;
            case HeaderFormat.Binary:
                BinaryFrameHeader.Parse(header, ref layout);
                break;
            default:
                throw new ProtocolException($"A frame has the unknown header format {mark >> 24}; known are 0 (JSON) and 1 (binary).");
        }

        return new(wholeFrameWithPrefix, layout);
    }
}
