namespace RocketMq.Protocol;

/// <summary>Where a scalar or key stands in the text, without its quotes.</summary>
internal readonly record struct JsonToken(int Start, int Length, JsonTokenKind Kind)
{
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

    public bool IsNull(ReadOnlySpan<byte> text) => Kind == JsonTokenKind.Bare && In(text).SequenceEqual("null"u8);
}
