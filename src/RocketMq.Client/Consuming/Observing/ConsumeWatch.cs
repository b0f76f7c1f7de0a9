using RocketMq.Telemetry;

namespace RocketMq.Consuming;

/// <summary>One handler call as far as somebody watches it, from its begin to its end.</summary>
internal readonly struct ConsumeWatch
{
    /// <summary>A timestamp of the client's clock.</summary>
    public long StartedAt { get; init; }

    /// <summary>The activity of a single message; does nothing while nobody listens.</summary>
    public ProcessSpan Span { get; init; }

    /// <summary>The activities of a batch, one for each message; null while nobody listens.</summary>
    public ProcessSpan[]? Spans { get; init; }

    /// <summary>For hooks and message trace; null if there are none.</summary>
    public ConsumeObservation? Observation { get; init; }
}
