namespace RocketMq.Protocol;

/// <summary>Tells states of a broker table apart.</summary>
public sealed record DataVersion : JsonBody
{
    /// <summary>How often the table changed.</summary>
    public long Counter { get; init; }

    /// <summary>The term of a controller; 0 without one.</summary>
    public long StateVersion { get; init; }

    /// <summary>When it changed last, in milliseconds since 1970.</summary>
    public long Timestamp { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static DataVersion Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static DataVersion Read(ref JsonCursor json)
    {
        long counter = default;
        long stateVersion = default;
        long timestamp = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("counter"u8))
                counter = json.ReadInt64();
            else if (name.Is("stateVersion"u8))
                stateVersion = json.ReadInt64();
            else if (name.Is("timestamp"u8))
                timestamp = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            Counter = counter,
            StateVersion = stateVersion,
            Timestamp = timestamp,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("counter"u8);
        json.Number(Counter);
        json.Name("stateVersion"u8);
        json.Number(StateVersion);
        json.Name("timestamp"u8);
        json.Number(Timestamp);
        json.End('}');
    }
}
