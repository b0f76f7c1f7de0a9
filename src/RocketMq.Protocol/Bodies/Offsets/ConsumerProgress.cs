namespace RocketMq.Protocol;

/// <summary>How far a group has come in a queue.</summary>
public sealed record ConsumerProgress : JsonBody
{
    /// <summary>The offset after the last message.</summary>
    public long BrokerOffset { get; init; }

    /// <summary>The committed offset.</summary>
    public long ConsumerOffset { get; init; }

    /// <summary>The offset pulled up to.</summary>
    public long PullOffset { get; init; }

    /// <summary>The store time of the last message handled, in milliseconds since 1970.</summary>
    public long LastTimestamp { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerProgress Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerProgress Read(ref JsonCursor json)
    {
        long brokerOffset = default;
        long consumerOffset = default;
        long pullOffset = default;
        long lastTimestamp = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("brokerOffset"u8))
                brokerOffset = json.ReadInt64();
            else if (name.Is("consumerOffset"u8))
                consumerOffset = json.ReadInt64();
            else if (name.Is("pullOffset"u8))
                pullOffset = json.ReadInt64();
            else if (name.Is("lastTimestamp"u8))
                lastTimestamp = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            BrokerOffset = brokerOffset,
            ConsumerOffset = consumerOffset,
            PullOffset = pullOffset,
            LastTimestamp = lastTimestamp,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("brokerOffset"u8);
        json.Number(BrokerOffset);
        json.Name("consumerOffset"u8);
        json.Number(ConsumerOffset);
        json.Name("lastTimestamp"u8);
        json.Number(LastTimestamp);
        json.Name("pullOffset"u8);
        json.Number(PullOffset);
        json.End('}');
    }
}
