namespace RocketMq.Protocol;

/// <summary>The groups of a client, sent with <see cref="RequestCode.Heartbeat"/>.</summary>
public sealed record HeartbeatData : JsonBody
{
    /// <summary>The client.</summary>
    public string ClientId { get; init; } = string.Empty;

    /// <summary>Its producer groups.</summary>
    public IReadOnlyList<ProducerData> ProducerDataSet { get; init; } = [];

    /// <summary>Its consumer groups.</summary>
    public IReadOnlyList<ConsumerData> ConsumerDataSet { get; init; } = [];

    /// <summary>Names the content for short heartbeats; 0: not used.</summary>
    public int HeartbeatFingerprint { get; init; }

    /// <summary>Whether this is a short heartbeat without subscriptions.</summary>
    public bool WithoutSub { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static HeartbeatData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static HeartbeatData Read(ref JsonCursor json)
    {
        string clientId = string.Empty;
        IReadOnlyList<ProducerData> producerDataSet = [];
        IReadOnlyList<ConsumerData> consumerDataSet = [];
        int heartbeatFingerprint = default;
        bool withoutSub = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("clientID"u8))
                clientId = json.ReadText() ?? string.Empty;
            else if (name.Is("producerDataSet"u8))
                producerDataSet = json.ReadList(ProducerData.Read);
            else if (name.Is("consumerDataSet"u8))
                consumerDataSet = json.ReadList(ConsumerData.Read);
            else if (name.Is("heartbeatFingerprint"u8))
                heartbeatFingerprint = json.ReadInt32();
            else if (name.Is("withoutSub"u8))
                withoutSub = json.ReadBoolean();
            else
                json.SkipValue();
        }

        return new()
        {
            ClientId = clientId,
            ProducerDataSet = producerDataSet,
            ConsumerDataSet = consumerDataSet,
            HeartbeatFingerprint = heartbeatFingerprint,
            WithoutSub = withoutSub,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("clientID"u8);
        json.Text(ClientId);
        json.Name("consumerDataSet"u8);
        json.Objects(ConsumerDataSet);
        json.Name("heartbeatFingerprint"u8);
        json.Number(HeartbeatFingerprint);
        json.Name("producerDataSet"u8);
        json.Objects(ProducerDataSet);
        json.Name("withoutSub"u8);
        json.Boolean(WithoutSub);
        json.End('}');
    }
}
