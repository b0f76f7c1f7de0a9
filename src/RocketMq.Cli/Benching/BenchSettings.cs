namespace RocketMq.Cli.Benching;

/// <summary>What to measure.</summary>
internal sealed record BenchSettings
{
    internal required IReadOnlyList<string> NameServers { get; init; }

    internal required string Topic { get; init; }

    /// <summary>How to send (send only).</summary>
    internal required BenchMode Mode { get; init; }

    /// <summary>Messages of one batch (send in batches only).</summary>
    internal required int Batch { get; init; }

    internal required int InFlight { get; init; }

    internal required int BodyLength { get; init; }

    internal required TimeSpan Duration { get; init; }

    internal required TimeSpan WarmUp { get; init; }

    /// <summary>Messages after which to stop; 0 = measure for <see cref="Duration"/>.</summary>
    internal required int Messages { get; init; }

    /// <summary>Messages per second to send and consume at the same time; 0 = consume what is there (consume only).</summary>
    internal required int Rate { get; init; }

    /// <summary>Consumer group; empty = a new one, so that the topic is read from its start.</summary>
    internal required string Group { get; init; }
}
