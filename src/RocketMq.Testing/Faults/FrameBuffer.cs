using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Received bytes of which whole frames are taken.</summary>
internal sealed class FrameBuffer(int maxFrameLength)
{
    private const int SmallestSpace = 4 * 1024;

    private byte[] _bytes = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Space
    {
        get
        {
            if (_bytes.Length - _end < SmallestSpace)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            return _bytes.AsMemory(_end);
        }
    }

    public void Add(int received) => _end += received;

    /// <summary>The whole frame that begins so many bytes behind what was taken, if it is there.</summary>
    /// <exception cref="ProtocolException">What is there is no frame.</exception>
    public bool TryPeek(int behind, out ReadOnlyMemory<byte> frame)
    {
        ReadOnlyMemory<byte> rest = _bytes.AsMemory(_start + behind, _end - _start - behind);
        bool isWhole = FrameReader.TryGetLength(rest.Span, maxFrameLength, out int length);
        frame = isWhole ? rest[..length] : default;
        return isWhole;
    }

    /// <summary>The next bytes, valid until more are added.</summary>
    public ReadOnlyMemory<byte> Take(int length)
    {
        _start += length;
        return _bytes.AsMemory(_start - length, length);
    }

    public void Clear() => _start = _end = 0;

    /// <summary>Moves the beginning of a frame that is not whole yet to the front.</summary>
    public void Compact()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
    }
}
