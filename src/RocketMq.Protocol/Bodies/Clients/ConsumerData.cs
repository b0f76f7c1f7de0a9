namespace RocketMq.Protocol;

/// <summary>A consumer group of a heartbeat.</summary>
public sealed record ConsumerData : JsonBody
{
    /// <summary>The group.</summary>
    public string GroupName { get; init; } = string.Empty;

    /// <summary>How the consumer gets its messages; unknown names are read as the default.</summary>
    public ConsumeType ConsumeType { get; init; } = ConsumeType.Passively;

    /// <summary>Which members get a message; unknown names are read as the default.</summary>
    public MessageModel MessageModel { get; init; } = MessageModel.Clustering;

    /// <summary>Where a new group begins; unknown names are read as the default.</summary>
    public ConsumeFromWhere ConsumeFromWhere { get; init; } = ConsumeFromWhere.LastOffset;

    /// <summary>The subscriptions.</summary>
    public IReadOnlyList<SubscriptionData> SubscriptionDataSet { get; init; } = [];

    /// <summary>Whether the consumer works in unit mode.</summary>
    public bool UnitMode { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerData Read(ref JsonCursor json)
    {
        string groupName = string.Empty;
        ConsumeType consumeType = ConsumeType.Passively;
        MessageModel messageModel = MessageModel.Clustering;
        ConsumeFromWhere consumeFromWhere = ConsumeFromWhere.LastOffset;
        IReadOnlyList<SubscriptionData> subscriptionDataSet = [];
        bool unitMode = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("groupName"u8))
                groupName = json.ReadText() ?? string.Empty;
            else if (name.Is("consumeType"u8))
                consumeType = (ConsumeType)json.ReadOrdinal(ConsumeTypeNames.All, (int)ConsumeType.Passively);
            else if (name.Is("messageModel"u8))
                messageModel = (MessageModel)json.ReadOrdinal(MessageModelNames.All, (int)MessageModel.Clustering);
            else if (name.Is("consumeFromWhere"u8))
                consumeFromWhere = (ConsumeFromWhere)json.ReadOrdinal(ConsumeFromWhereNames.All, (int)ConsumeFromWhere.LastOffset);
            else if (name.Is("subscriptionDataSet"u8))
                subscriptionDataSet = json.ReadList(SubscriptionData.Read);
            else if (name.Is("unitMode"u8))
                unitMode = json.ReadBoolean();
            else
                json.SkipValue();
        }

        return new()
        {
            GroupName = groupName,
            ConsumeType = consumeType,
            MessageModel = messageModel,
            ConsumeFromWhere = consumeFromWhere,
            SubscriptionDataSet = subscriptionDataSet,
            UnitMode = unitMode,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("consumeFromWhere"u8);
        json.Text(ConsumeFromWhereNames.All[(int)ConsumeFromWhere]);
        json.Name("consumeType"u8);
        json.Text(ConsumeTypeNames.All[(int)ConsumeType]);
        json.Name("groupName"u8);
        json.Text(GroupName);
        json.Name("messageModel"u8);
        json.Text(MessageModelNames.All[(int)MessageModel]);
        json.Name("subscriptionDataSet"u8);
        json.Objects(SubscriptionDataSet);
        json.Name("unitMode"u8);
        json.Boolean(UnitMode);
        json.End('}');
    }
}
