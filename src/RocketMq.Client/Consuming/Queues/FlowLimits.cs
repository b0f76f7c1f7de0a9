namespace RocketMq.Consuming;

/// <summary>What one queue may hold before its pulling pauses; each limit may be passed by at most one pull.</summary>
/// <param name="MaxMessages">Messages that are not settled.</param>
/// <param name="MaxBytes">Stored bytes of these messages.</param>
/// <param name="MaxSpan">Distance between the smallest offset that is not settled and the largest pulled.</param>
internal readonly record struct FlowLimits(int MaxMessages, long MaxBytes, long MaxSpan)
{
    public bool Admit(OffsetRing ring) => ring.PendingCount <= MaxMessages && ring.PendingBytes <= MaxBytes && ring.Span <= MaxSpan;
}
