using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Writes bits from the lowest to the highest, for a <see cref="BackwardBitReader"/> to read from the end. What does not fit is not written;
/// <see cref="Finish"/> tells.
/// </summary>
internal ref struct BitWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private ulong _pending;
    private int _pendingBits;
    private int _written;
    private bool _isFull;

    /// <summary>Adds bits; at most 56 between two calls of <see cref="Flush"/>.</summary>
    /// <param name="bits">The bits, with nothing above them.</param>
    /// <param name="count">How many.</param>
    public void Add(uint bits, int count)
    {
        _pending |= (ulong)bits << _pendingBits;
        _pendingBits += count;
    }

    /// <summary>Moves whole bytes to the target.</summary>
    public void Flush()
    {
        if (_target.Length - _written < sizeof(ulong))
        {
            FlushLastBytes();
            return;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_target[_written..], _pending);
        int bytes = _pendingBits >> 3;
        _written += bytes;
        _pending >>= bytes << 3;
        _pendingBits &= 7;
    }

    /// <summary>Adds the end mark.</summary>
    /// <returns>The length of the stream in bytes; −1 if it did not fit.</returns>
    public int Finish()
    {
        Add(1, 1);
        Flush();
        if (_pendingBits > 0)
        {
            _pendingBits = 8;
            Flush();
        }

        return _isFull ? -1 : _written;
    }

    private void FlushLastBytes()
    {
        for (; _pendingBits >= 8; _pendingBits -= 8, _pending >>= 8)
        {
            if (_written < _target.Length)
                _target[_written++] = (byte)_pending;
            else
                _isFull = true;
        }
    }
}
