using System.Buffers.Text;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>What a send must know of a message's properties, found in one pass over their text without decoding it.</summary>
internal readonly ref struct PropertyScan
{
    private const byte NameEnd = 1;
    private const byte ValueEnd = 2;

    private PropertyScan(ReadOnlySpan<byte> tags, ReadOnlyMemory<byte> uniqueKey, int delayLevel, PropertyTraits traits)
    {
        Tags = tags;
        UniqueKey = uniqueKey;
        DelayLevel = delayLevel;
        Traits = traits;
    }

    public ReadOnlySpan<byte> Tags { get; }

    public ReadOnlyMemory<byte> UniqueKey { get; }

    public int DelayLevel { get; }

    public PropertyTraits Traits { get; }

    public bool Has(PropertyTraits trait) => (Traits & trait) != 0;

    public static PropertyScan Of(ReadOnlyMemory<byte> properties)
    {
        var text = properties.Span;
        ReadOnlySpan<byte> tags = default;
        ReadOnlyMemory<byte> uniqueKey = default;
        var delayLevel = 0;
        var traits = text.IsEmpty || text[^1] == ValueEnd ? PropertyTraits.None : PropertyTraits.Unterminated;
        for (var start = 0; start < text.Length; )
        {
            var length = text[start..].IndexOf(ValueEnd);
            var pair = length < 0 ? text[start..] : text.Slice(start, length);
            var split = pair.IndexOf(NameEnd);
            if (split >= 0)
            {
                var name = pair[..split];
                var value = pair[(split + 1)..];
                if (name.SequenceEqual("TAGS"u8))
                    tags = value;
                else if (name.SequenceEqual("UNIQ_KEY"u8))
                    uniqueKey = properties.Slice(start + split + 1, value.Length);
                else if (name.SequenceEqual("DELAY"u8))
                    delayLevel = Utf8Parser.TryParse(value, out int level, out var used) && used == value.Length ? level : 0;
                else
                    traits |= TraitOf(name, value);
            }
            start += pair.Length + 1;
        }
        return new PropertyScan(tags, uniqueKey, delayLevel, traits);
    }

    private static PropertyTraits TraitOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        name.Length switch
        {
            6 when name.SequenceEqual("POP_CK"u8) => PropertyTraits.HasBrokerOwned,
            7 when name.SequenceEqual("CLUSTER"u8) => PropertyTraits.HasBrokerOwned,
            8 when name.SequenceEqual("TRACE_ON"u8) => PropertyTraits.HasBrokerOwned,
            8 when name.SequenceEqual("TRAN_MSG"u8) && value.SequenceEqual("true"u8) => PropertyTraits.Transactional,
            10 when name.SequenceEqual("MSG_REGION"u8) => PropertyTraits.HasBrokerOwned,
            >= 14 when IsTimer(name) => PropertyTraits.Timed,
            _ => PropertyTraits.None,
        };

    private static bool IsTimer(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("TIMER_DELAY_SEC"u8) || name.SequenceEqual("TIMER_DELAY_MS"u8) || name.SequenceEqual("TIMER_DELIVER_MS"u8);
}
