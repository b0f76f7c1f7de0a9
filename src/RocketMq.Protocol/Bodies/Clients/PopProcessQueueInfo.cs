namespace RocketMq.Protocol;

/// <summary>The state of one queue a consumer pops.</summary>
public sealed record PopProcessQueueInfo : JsonBody
{
    /// <summary>The number of messages not yet acknowledged.</summary>
    public int WaitAckCount { get; init; }

    /// <summary>Whether the queue was given up; the wire name is misspelt in the protocol.</summary>
    public bool Dropped { get; init; }

    /// <summary>When it was popped last, in milliseconds since 1970.</summary>
    public long LastPopTimestamp { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static PopProcessQueueInfo Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static PopProcessQueueInfo Read(ref JsonCursor json)
    {
        int waitAckCount = default;
        bool dropped = default;
        long lastPopTimestamp = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("waitAckCount"u8))
                waitAckCount = json.ReadInt32();
            else if (name.Is("droped"u8))
                dropped = json.ReadBoolean();
            else if (name.Is("lastPopTimestamp"u8))
                lastPopTimestamp = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            WaitAckCount = waitAckCount,
            Dropped = dropped,
            LastPopTimestamp = lastPopTimestamp,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("droped"u8);
        json.Boolean(Dropped);
        json.Name("lastPopTimestamp"u8);
        json.Number(LastPopTimestamp);
        json.Name("waitAckCount"u8);
        json.Number(WaitAckCount);
        json.End('}');
    }
}
