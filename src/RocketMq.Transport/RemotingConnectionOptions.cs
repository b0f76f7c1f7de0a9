using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Protocol;

namespace RocketMq.Transport;

/// <summary>How a <see cref="RemotingConnection" /> speaks and what it tolerates. Immutable and thread-safe; use <c>with</c> to vary it.</summary>
public sealed record RemotingConnectionOptions
{
    /// <summary>The header format of requests; answers always use the format of the request they answer.</summary>
    /// <value><see cref="HeaderFormat.Binary" /> by default; codes above 32,767 travel as JSON whatever it says.</value>
    public HeaderFormat HeaderFormat { get; init; } = HeaderFormat.Binary;

    /// <summary>The language to report in every frame.</summary>
    /// <value><see cref="LanguageCode.DotNet" /> by default.</value>
    public LanguageCode Language { get; init; } = LanguageCode.DotNet;

    /// <summary>The protocol version to report in every frame.</summary>
    /// <value><see cref="ProtocolVersion.Current" /> by default.</value>
    public int Version { get; init; } = ProtocolVersion.Current;

    /// <summary>The longest frame in bytes, length prefix included, to send or to accept.</summary>
    /// <value>16 MiB by default, as in the Java peers; at least 1 KiB.</value>
    public int MaxFrameLength { get; init; } = FrameLimits.DefaultMaxFrameLength;

    /// <summary>How many requests may be in flight; further callers wait in order of arrival, within their timeout.</summary>
    /// <value>4,096 by default; 1 to 32,768.</value>
    public int MaxInFlightRequests { get; init; } = 4096;

    /// <summary>
    /// How many bytes may be staged before further callers wait in order of arrival, within their timeout. Answers are always staged; while more
    /// than this of them wait to be sent, nothing further is read from the peer.
    /// </summary>
    /// <value>8 MiB by default; positive. A single longer frame is accepted when nothing else is staged.</value>
    public int MaxStagedBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// After how long a silent connection is closed: nothing came and nothing was sent, or nothing came although a request was sent, which is how a
    /// peer that vanished without closing is noticed.
    /// </summary>
    /// <value>120 s by default, as in the Java peers; <see cref="Timeout.InfiniteTimeSpan" /> switches it off.</value>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Fields that every request carries after its own, such as a namespace.</summary>
    /// <value>None by default.</value>
    public ReadOnlyMemory<ExtraField> ExtraFields { get; init; }

    /// <summary>Signs every request; answers are never signed.</summary>
    /// <value><see langword="null" /> by default: requests are not signed.</value>
    public IRequestSigner? Signer { get; init; }

    /// <summary>The clock of deadlines and of the idle timeout.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where faults that no caller sees are reported, such as a throwing request processor.</summary>
    /// <value>Nowhere by default.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameLength, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlightRequests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlightRequests, 32_768);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStagedBytes, 1);
        if (IdleTimeout != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleTimeout, TimeSpan.Zero, nameof(IdleTimeout));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Logger);
    }
}
