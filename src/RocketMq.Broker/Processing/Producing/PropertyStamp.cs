using System.Text;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Adds the properties that a broker writes into every record: region, trace switch, cluster, and a unique key where the
/// sender set none (broker reference 4.3). What the sender wrote is kept byte for byte unless it holds one of these.
/// </summary>
internal sealed class PropertyStamp(string clusterName, UniqueIdGenerator uniqueIds)
{
    public const string Region = "DefaultRegion";

    private const byte NameEnd = 1;
    private const byte ValueEnd = 2;
    private const string StopDelay = "-1";

    private readonly byte[] _tail = Encoding.UTF8.GetBytes(
        $"{MessagePropertyNames.Region}\u0001{Region}\u0002{MessagePropertyNames.TraceOn}\u0001true\u0002"
            + $"{MessagePropertyNames.Cluster}\u0001{clusterName}\u0002"
    );

    [ThreadStatic]
    private static byte[]? t_scratch;

    public StampedText Stamp(ReadOnlyMemory<byte> properties, in PropertyScan scan, bool isDeadLetter)
    {
        if (isDeadLetter || scan.Has(PropertyTraits.HasBrokerOwned))
            return Rewrite(properties.Span, scan, isDeadLetter);
        if (!scan.UniqueKey.IsEmpty && !scan.Has(PropertyTraits.Unterminated))
            return new StampedText(properties, _tail, Utf8Text.FromUtf8(scan.UniqueKey));
        return Extend(properties, scan);
    }

    private StampedText Extend(ReadOnlyMemory<byte> properties, in PropertyScan scan)
    {
        var name = "UNIQ_KEY"u8;
        var needed = 1 + name.Length + 1 + uniqueIds.Length + 1 + _tail.Length;
        var scratch = t_scratch is { } known && known.Length >= needed ? known : t_scratch = new byte[needed];
        var length = 0;
        if (scan.Has(PropertyTraits.Unterminated))
            scratch[length++] = ValueEnd;
        var uniqueKey = scan.UniqueKey;
        if (uniqueKey.IsEmpty)
        {
            name.CopyTo(scratch.AsSpan(length));
            length += name.Length;
            scratch[length++] = NameEnd;
            uniqueKey = scratch.AsMemory(length, uniqueIds.Length);
            uniqueIds.WriteNext(scratch.AsSpan(length, uniqueIds.Length));
            length += uniqueIds.Length;
            scratch[length++] = ValueEnd;
        }
        _tail.CopyTo(scratch, length);
        return new StampedText(properties, scratch.AsMemory(0, length + _tail.Length), Utf8Text.FromUtf8(uniqueKey));
    }

    private StampedText Rewrite(ReadOnlySpan<byte> properties, in PropertyScan scan, bool isDeadLetter)
    {
        var pairs = PropertiesText.Parse(properties);
        pairs.Remove(MessagePropertyNames.PopCheckpoint);
        pairs.Remove(MessagePropertyNames.Region);
        pairs.Remove(MessagePropertyNames.TraceOn);
        pairs.Remove(MessagePropertyNames.Cluster);
        if (isDeadLetter)
            pairs[MessagePropertyNames.DelayLevel] = StopDelay;
        var uniqueKey = Utf8Text.FromUtf8(scan.UniqueKey);
        if (scan.UniqueKey.IsEmpty)
            pairs[MessagePropertyNames.UniqueId] = (uniqueKey = uniqueIds.Next()).ToString();
        return new StampedText(PropertiesCopy.Encode(pairs), _tail, uniqueKey);
    }
}
