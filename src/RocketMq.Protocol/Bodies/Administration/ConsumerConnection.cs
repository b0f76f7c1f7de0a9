namespace RocketMq.Protocol;

/// <summary>The clients of a consumer group and what they subscribe to.</summary>
public sealed record ConsumerConnection : JsonBody
{
    /// <summary>The clients.</summary>
    public IReadOnlyList<ClientConnection> Connections { get; init; } = [];

    /// <summary>The subscriptions by topic.</summary>
    public IReadOnlyDictionary<string, SubscriptionData> Subscriptions { get; init; } = new Dictionary<string, SubscriptionData>();

    /// <summary>How the consumers get their messages.</summary>
    public ConsumeType ConsumeType { get; init; } = ConsumeType.Passively;

    /// <summary>Which members get a message.</summary>
    public MessageModel MessageModel { get; init; } = MessageModel.Clustering;

    /// <summary>Where a new group begins.</summary>
    public ConsumeFromWhere ConsumeFromWhere { get; init; } = ConsumeFromWhere.LastOffset;

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerConnection Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerConnection Read(ref JsonCursor json)
    {
        IReadOnlyList<ClientConnection> connections = [];
        IReadOnlyDictionary<string, SubscriptionData> subscriptions = new Dictionary<string, SubscriptionData>();
        ConsumeType consumeType = ConsumeType.Passively;
        MessageModel messageModel = MessageModel.Clustering;
        ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.LastOffset;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("connectionSet"u8))
                connections = json.ReadList(ClientConnection.Read);
            else if (name.Is("subscriptionTable"u8))
                subscriptions = json.ReadMap(SubscriptionData.Read);
            else if (name.Is("consumeType"u8))
                consumeType = (ConsumeType)json.ReadOrdinal(ConsumeTypeNames.All, (int)ConsumeType.Passively);
            else if (name.Is("messageModel"u8))
                messageModel = (MessageModel)json.ReadOrdinal(MessageModelNames.All, (int)MessageModel.Clustering);
            else if (name.Is("consumeFromWhere"u8))
                consumeFromWhere = (ConsumeFromWhere)json.ReadOrdinal(ConsumeFromWhereNames.All, (int)ConsumeFromWhere.LastOffset);
            else
                json.SkipValue();
        }

        return new()
        {
            Connections = connections,
            Subscriptions = subscriptions,
            ConsumeType = consumeType,
            MessageModel = messageModel,
            ConsumeFromWhere = consumeFromWhere,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("connectionSet"u8);
        json.Objects(Connections);
        json.Name("consumeFromWhere"u8);
        json.Text(ConsumeFromWhereNames.All[(int)ConsumeFromWhere]);
        json.Name("consumeType"u8);
        json.Text(ConsumeTypeNames.All[(int)ConsumeType]);
        json.Name("messageModel"u8);
        json.Text(MessageModelNames.All[(int)MessageModel]);
        json.Name("subscriptionTable"u8);
        json.ObjectMap(Subscriptions);
        json.End('}');
    }
}
