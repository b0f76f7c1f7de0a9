namespace RocketMq.Protocol;

/// <summary>Names of topics.</summary>
public sealed record TopicList : JsonBody
{
    /// <summary>The topics.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The broker asked; null if a name server answers.</summary>
    public string? BrokerAddr { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicList Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicList Read(ref JsonCursor json)
    {
        IReadOnlyList<string> topics = [];
        string? brokerAddr = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topicList"u8))
                topics = json.ReadList(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else if (name.Is("brokerAddr"u8))
                brokerAddr = json.ReadText();
            else
                json.SkipValue();
        }

        return new() { Topics = topics, BrokerAddr = brokerAddr };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        if (BrokerAddr is not null)
        {
            json.Name("brokerAddr"u8);
            json.Text(BrokerAddr);
        }

        json.Name("topicList"u8);
        json.Texts(Topics);
        json.End('}');
    }
}
