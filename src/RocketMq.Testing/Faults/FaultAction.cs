namespace RocketMq.Testing;

/// <summary>What happens to a frame that a <see cref="FrameFault"/> picks. Immutable.</summary>
public sealed record FaultAction
{
    private FaultAction(FaultKind kind) => Kind = kind;

    /// <summary>The frame vanishes; the connection stays. A dropped answer lets its request time out.</summary>
    public static FaultAction Drop { get; } = new(FaultKind.Drop);

    /// <summary>The connection is reset instead of passing the frame on: both ends see a TCP reset.</summary>
    public static FaultAction Reset { get; } = new(FaultKind.Reset);

    /// <summary>From the frame on the connection takes bytes of both ends and passes none on, until it is closed: half-open, as behind a dead router.</summary>
    public static FaultAction GoSilent { get; } = new(FaultKind.GoSilent);

    /// <summary>What it does.</summary>
    public FaultKind Kind { get; }

    /// <summary>How long a frame is held back, or the pause between two pieces of it; zero for other kinds.</summary>
    public TimeSpan Time { get; private init; }

    /// <summary>The bytes that pass before the cut, or the size of a piece; null for other kinds and for a place that the seed decides.</summary>
    public int? Bytes { get; private init; }

    /// <summary>Holds the frame back while others pass: a slow answer, or one that comes after its request has timed out.</summary>
    /// <param name="time">How long, by the proxy's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public static FaultAction Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new(FaultKind.Delay) { Time = time };
    }

    /// <summary>Closes the connection in the middle of the frame.</summary>
    /// <param name="bytes">How many bytes pass before; at least 1 and fewer than the frame has. Null for a place that the seed decides.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static FaultAction CutMidFrame(int? bytes = null)
    {
        if (bytes is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(bytes));
        return new(FaultKind.CutMidFrame) { Bytes = bytes };
    }

    /// <summary>Lets the frame through in small pieces, and what is behind it after it.</summary>
    /// <param name="bytes">The size of a piece, from 1.</param>
    /// <param name="pause">The pause between two pieces by the proxy's clock; zero for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1, or the pause negative.</exception>
    public static FaultAction Drip(int bytes, TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        return new(FaultKind.Drip) { Bytes = bytes, Time = pause };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Kind switch
        {
            FaultKind.Delay => $"delay by {Time}",
            FaultKind.CutMidFrame => Bytes is { } bytes ? $"cut after {bytes} bytes" : "cut mid-frame",
            FaultKind.Drip => $"drip {Bytes} bytes every {Time}",
            FaultKind.GoSilent => "go silent",
            FaultKind.Reset => "reset",
            _ => "drop",
        };
}
