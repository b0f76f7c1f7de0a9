using RocketMq.Protocol;

namespace RocketMq.Transport.Correlation;

/// <summary>What the caller of a request asked for besides header and body.</summary>
/// <param name="Code">The request code on the wire.</param>
/// <param name="Timeout">How long the caller wants to wait in all.</param>
/// <param name="Deadline">The timestamp at which that time is over.</param>
/// <param name="QuarantineEnd">The timestamp after which an abandoned slot may be reused.</param>
/// <param name="CancellationToken">The caller's token.</param>
internal readonly record struct RequestTicket(
    RequestCode Code,
    TimeSpan Timeout,
    long Deadline,
    long QuarantineEnd,
    CancellationToken CancellationToken
);
