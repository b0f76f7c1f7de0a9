namespace RocketMq.Protocol;

/// <summary>The offset range of a queue.</summary>
public sealed record TopicOffset : JsonBody
{
    /// <summary>The oldest offset.</summary>
    public long MinOffset { get; init; }

    /// <summary>The offset after the last message.</summary>
    public long MaxOffset { get; init; }

    /// <summary>The store time of the last message, in milliseconds since 1970.</summary>
    public long LastUpdateTimestamp { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicOffset Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicOffset Read(ref JsonCursor json)
    {
        long minOffset = default;
        long maxOffset = default;
        long lastUpdateTimestamp = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("minOffset"u8))
                minOffset = json.ReadInt64();
            else if (name.Is("maxOffset"u8))
                maxOffset = json.ReadInt64();
            else if (name.Is("lastUpdateTimestamp"u8))
                lastUpdateTimestamp = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            MinOffset = minOffset,
            MaxOffset = maxOffset,
            LastUpdateTimestamp = lastUpdateTimestamp,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("lastUpdateTimestamp"u8);
        json.Number(LastUpdateTimestamp);
        json.Name("maxOffset"u8);
        json.Number(MaxOffset);
        json.Name("minOffset"u8);
        json.Number(MinOffset);
        json.End('}');
    }
}
