using RocketMq.Protocol;

namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>Properties in the text they are stored in, looked up in place: filtering a message copies nothing.</summary>
internal readonly ref struct StoredProperties(ReadOnlySpan<byte> text) : ISqlProperties
{
    private readonly ReadOnlySpan<byte> _text = text;

    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) => PropertiesText.TryGet(_text, name, out value);
}
