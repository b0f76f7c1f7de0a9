using RocketMq.Protocol;
using RocketMq.Transport.Receiving;

namespace RocketMq.Transport;

/// <summary>
/// The peer's answer, on loan: header, remark and body lie in the connection's receive memory and are valid until <see cref="Dispose" />.
/// </summary>
/// <remarks>
/// Dispose it once, as soon as what is needed has been read or copied; a response that is kept keeps up to 64 KiB of receive memory (or the whole
/// of a larger frame) from being reused. Disposing again does nothing. The connection may close meanwhile without harm.
/// </remarks>
public readonly struct RemotingResponse : IDisposable, IEquatable<RemotingResponse>
{
    private readonly FrameLease? _lease;
    private readonly int _version;

    internal RemotingResponse(FrameLease lease, int version)
    {
        _lease = lease;
        _version = version;
    }

    /// <summary>The frame of the answer.</summary>
    /// <exception cref="ObjectDisposedException">The response was disposed.</exception>
    public RemotingFrame Frame => Lease.GetFrame(_version);

    /// <summary>Whether the peer did what was asked.</summary>
    /// <exception cref="ObjectDisposedException">The response was disposed.</exception>
    public ResponseCode Code => Lease.GetFrame(_version).ResponseCode;

    /// <summary>The peer's words about a failure; <see langword="null" /> when it has none.</summary>
    /// <exception cref="ObjectDisposedException">The response was disposed.</exception>
    public string? Remark => Lease.GetFrame(_version).Remark.ToStringOrNull();

    /// <summary>The body, empty when there is none.</summary>
    /// <exception cref="ObjectDisposedException">The response was disposed.</exception>
    public ReadOnlyMemory<byte> Body => Lease.GetFrame(_version).Body;

    /// <summary>Reads the header's fields. Texts in it may point into the frame and are then valid until <see cref="Dispose" />.</summary>
    /// <typeparam name="THeader">The header that the request calls for.</typeparam>
    /// <returns>The header; missing fields have their defaults.</returns>
    /// <exception cref="ProtocolException">The fields are malformed.</exception>
    /// <exception cref="ObjectDisposedException">The response was disposed.</exception>
    public THeader ReadHeader<THeader>()
        where THeader : struct, IHeader<THeader> => Lease.GetFrame(_version).ReadHeader<THeader>();

    /// <summary>Gives the receive memory back.</summary>
    public void Dispose() => _lease?.End(_version);

    /// <inheritdoc />
    public bool Equals(RemotingResponse other) => ReferenceEquals(_lease, other._lease) && _version == other._version;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RemotingResponse other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_lease, _version);

    /// <summary>Whether two values are the same answer on loan.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are the same.</returns>
    public static bool operator ==(RemotingResponse left, RemotingResponse right) => left.Equals(right);

    /// <summary>Whether two values are different answers.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(RemotingResponse left, RemotingResponse right) => !left.Equals(right);

    private FrameLease Lease => _lease ?? throw new InvalidOperationException("This response was never received: it is the default value.");
}
