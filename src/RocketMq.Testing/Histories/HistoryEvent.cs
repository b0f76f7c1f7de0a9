using System.Globalization;

namespace RocketMq.Testing;

/// <summary>Something that happened to messages, queues or members, as a <see cref="History"/> has written it down. Immutable.</summary>
public abstract record HistoryEvent
{
    private protected HistoryEvent() { }

    /// <summary>Its place in the history, from 0: what has a smaller number was written down before.</summary>
    public int Number { get; internal set; }

    /// <summary>When, by the clock of the history.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>The event in words, with its number and time of day.</summary>
    public sealed override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"#{Number} {At.UtcDateTime:HH:mm:ss.fff} {Tell()}");

    /// <summary>The event in words.</summary>
    protected abstract string Tell();
}
