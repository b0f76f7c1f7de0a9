using System.Buffers.Binary;
using System.Net;

namespace RocketMq.Protocol;

/// <summary>Names a stored message by the broker that holds it and its physical offset.</summary>
/// <param name="Host">The broker's address.</param>
/// <param name="Offset">The physical offset.</param>
public readonly record struct OffsetMessageId(IPEndPoint Host, long Offset)
{
    private const int IPv4Length = RecordLayout.IPv4HostLength + sizeof(long);
    private const int IPv6Length = RecordLayout.IPv6HostLength + sizeof(long);

    /// <summary>Reads an id.</summary>
    /// <param name="text">32 hexadecimal digits for an IPv4 broker, 56 for IPv6.</param>
    /// <param name="id">The id.</param>
    /// <returns>False if the text is no such id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out OffsetMessageId id)
    {
        id = default;
        if (text.Length is not (2 * IPv4Length or 2 * IPv6Length))
            return false;

        Span<byte> bytes = stackalloc byte[IPv6Length];
        if (Convert.FromHexString(text, bytes, out _, out int length) != System.Buffers.OperationStatus.Done)
            return false;

        int addressLength = length - sizeof(int) - sizeof(long);
        int port = BinaryPrimitives.ReadInt32BigEndian(bytes[addressLength..]);
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            return false;

        long offset = BinaryPrimitives.ReadInt64BigEndian(bytes[(addressLength + sizeof(int))..]);
        id = new(new(new IPAddress(bytes[..addressLength]), port), offset);
        return true;
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">32 hexadecimal digits for an IPv4 broker, 56 for IPv6.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ProtocolException">The text is no such id.</exception>
    public static OffsetMessageId Parse(string text) =>
        TryParse(text, out OffsetMessageId id)
            ? id
            : throw new ProtocolException($"'{text}' is no offset message id; it has 32 (IPv4) or 56 (IPv6) hexadecimal digits.");

    /// <summary>The id as it travels.</summary>
    /// <returns>Upper-case hexadecimal digits: address, port, offset.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[IPv6Length];
        Host.Address.TryWriteBytes(bytes, out int addressLength);
        BinaryPrimitives.WriteInt32BigEndian(bytes[addressLength..], Host.Port);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(addressLength + sizeof(int))..], Offset);
        return Convert.ToHexString(bytes[..(addressLength + sizeof(int) + sizeof(long))]);
    }
}
