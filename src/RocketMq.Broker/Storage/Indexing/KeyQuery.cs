using RocketMq.Protocol;

namespace RocketMq.Broker.Storage.Indexing;

/// <summary>What a query by key looks for.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Key">The key or unique id, as UTF-8.</param>
/// <param name="MaxCount">How many records at most; the newest are kept.</param>
/// <param name="BeginTimestamp">The earliest store time, inclusive.</param>
/// <param name="EndTimestamp">The latest store time, inclusive.</param>
internal readonly record struct KeyQuery(
    ReadOnlyMemory<byte> Topic,
    ReadOnlyMemory<byte> Key,
    int MaxCount,
    long BeginTimestamp,
    long EndTimestamp
)
{
    public int Hash { get; } = RecordKeys.Hash(Topic.Span, Key.Span);

    /// <summary>
    /// Compares topic and key themselves. A 5.3 broker compares hashes only and leaves it to its clients to drop what does not
    /// belong; here equal hashes cannot use up the limit.
    /// </summary>
    public bool Matches(in MessageRecord record) =>
        record.StoreTimestamp >= BeginTimestamp
        && record.StoreTimestamp <= EndTimestamp
        && record.Topic.Equals(Topic.Span)
        && HasKey(record.Properties.Span);

    private bool HasKey(ReadOnlySpan<byte> properties)
    {
        foreach (var property in PropertiesText.Enumerate(properties))
        {
            if (property.Name.SequenceEqual(RecordKeys.UniqueKeyName) && property.Value.SequenceEqual(Key.Span))
                return true;
            if (property.Name.SequenceEqual(RecordKeys.KeysName) && HasKeyAmong(property.Value))
                return true;
        }
        return false;
    }

    private bool HasKeyAmong(ReadOnlySpan<byte> keys)
    {
        foreach (var key in keys.Split(RecordKeys.KeySeparator))
        {
            if (keys[key].SequenceEqual(Key.Span))
                return true;
        }
        return false;
    }
}
