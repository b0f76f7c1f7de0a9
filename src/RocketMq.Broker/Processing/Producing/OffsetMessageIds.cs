using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>Offset message ids: store host and physical offset in upper-case hex, 32 or 56 digits (broker reference 4.3).</summary>
internal sealed class OffsetMessageIds
{
    private const int OffsetDigits = 2 * sizeof(long);

    private readonly byte[] _prefix;

    public OffsetMessageIds(IPEndPoint storeHost)
    {
        Span<byte> port = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(port, storeHost.Port);
        _prefix = Encoding.ASCII.GetBytes(Convert.ToHexString(storeHost.Address.GetAddressBytes()) + Convert.ToHexString(port));
    }

    public int Length => _prefix.Length + OffsetDigits;

    public void Write(long physicalOffset, Span<byte> target)
    {
        _prefix.CopyTo(target);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, physicalOffset);
        Convert.TryToHexString(bytes, target[_prefix.Length..], out _);
    }

    public string Format(long physicalOffset)
    {
        Span<byte> digits = stackalloc byte[Length];
        Write(physicalOffset, digits);
        return Encoding.ASCII.GetString(digits);
    }
}
