namespace RocketMq.Broker.Storage.Indexing;

/// <summary>Which properties of a record are keys, and how a key is hashed together with its topic.</summary>
internal static class RecordKeys
{
    public const byte KeySeparator = (byte)' ';

    public static ReadOnlySpan<byte> UniqueKeyName => "UNIQ_KEY"u8;

    public static ReadOnlySpan<byte> KeysName => "KEYS"u8;

    public static int Hash(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(topic);
        hash.Add(topic.Length);
        hash.AddBytes(key);
        return hash.ToHashCode();
    }
}
