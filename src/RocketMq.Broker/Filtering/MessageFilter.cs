namespace RocketMq.Broker.Filtering;

/// <summary>Decides whether a stored record goes to a subscriber: first by what the queue's index knows, then by the record's properties. Immutable.</summary>
internal abstract class MessageFilter
{
    /// <summary>Whether the index alone cannot tell, so that the record must be read.</summary>
    public abstract bool NeedsProperties { get; }

    /// <summary>Judges by the hash of the record's tag; true also where that says nothing.</summary>
    public abstract bool Matches(long tagCode);

    /// <summary>Judges by the record's properties text.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> properties);
}
