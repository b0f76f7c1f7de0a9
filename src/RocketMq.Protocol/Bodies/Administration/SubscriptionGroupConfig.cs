namespace RocketMq.Protocol;

/// <summary>The settings of a consumer group on a broker; defaults are those of a broker. Extension attributes and the retry policy's details are not kept.</summary>
public sealed record SubscriptionGroupConfig : JsonBody
{
    /// <summary>The broker to read from; 0 is the master.</summary>
    public long BrokerId { get; init; }

    /// <summary>Whether members may consume by broadcasting.</summary>
    public bool ConsumeBroadcastEnable { get; init; } = true;

    /// <summary>Whether the group may consume at all.</summary>
    public bool ConsumeEnable { get; init; } = true;

    /// <summary>Whether the group may start at the oldest message.</summary>
    public bool ConsumeFromMinEnable { get; init; } = true;

    /// <summary>Whether POP consumption keeps the order.</summary>
    public bool ConsumeMessageOrderly { get; init; }

    /// <summary>Minutes that consuming one message may take.</summary>
    public int ConsumeTimeoutMinutes { get; init; } = 15;

    /// <summary>The group.</summary>
    public string GroupName { get; init; } = string.Empty;

    /// <summary>The group's flags.</summary>
    public int GroupSysFlag { get; init; }

    /// <summary>Whether members are told when the membership changes.</summary>
    public bool NotifyConsumerIdsChangedEnable { get; init; } = true;

    /// <summary>Deliveries after the first before a message goes to the dead letter topic.</summary>
    public int RetryMaxTimes { get; init; } = 16;

    /// <summary>Queues of the retry topic; 0 drops what is sent back.</summary>
    public int RetryQueueNums { get; init; } = 1;

    /// <summary>The broker that slow members are sent to.</summary>
    public long WhichBrokerWhenConsumeSlowly { get; init; } = 1;

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static SubscriptionGroupConfig Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static SubscriptionGroupConfig Read(ref JsonCursor json)
    {
        SubscriptionGroupConfig read = new();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
            read = ReadMember(ref json, name, read);

        return read;
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("attributes"u8);
        json.Begin('{');
        json.End('}');
        json.Name("brokerId"u8);
        json.Number(BrokerId);
        json.Name("consumeBroadcastEnable"u8);
        json.Boolean(ConsumeBroadcastEnable);
        json.Name("consumeEnable"u8);
        json.Boolean(ConsumeEnable);
        json.Name("consumeFromMinEnable"u8);
        json.Boolean(ConsumeFromMinEnable);
        json.Name("consumeMessageOrderly"u8);
        json.Boolean(ConsumeMessageOrderly);
        json.Name("consumeTimeoutMinute"u8);
        json.Number(ConsumeTimeoutMinutes);
        json.Name("groupName"u8);
        json.Text(GroupName);
        json.Name("groupRetryPolicy"u8);
        json.Begin('{');
        json.Name("type"u8);
        json.Text("CUSTOMIZED");
        json.End('}');
        json.Name("groupSysFlag"u8);
        json.Number(GroupSysFlag);
        json.Name("notifyConsumerIdsChangedEnable"u8);
        json.Boolean(NotifyConsumerIdsChangedEnable);
        json.Name("retryMaxTimes"u8);
        json.Number(RetryMaxTimes);
        json.Name("retryQueueNums"u8);
        json.Number(RetryQueueNums);
        json.Name("whichBrokerWhenConsumeSlowly"u8);
        json.Number(WhichBrokerWhenConsumeSlowly);
        json.End('}');
    }

    private static SubscriptionGroupConfig ReadMember(ref JsonCursor json, scoped ReadOnlySpan<byte> name, SubscriptionGroupConfig read)
    {
        if (name.Is("brokerId"u8))
            return read with { BrokerId = json.ReadInt64() };
        if (name.Is("consumeBroadcastEnable"u8))
            return read with { ConsumeBroadcastEnable = json.ReadBoolean() };
        if (name.Is("consumeEnable"u8))
            return read with { ConsumeEnable = json.ReadBoolean() };
        if (name.Is("consumeFromMinEnable"u8))
            return read with { ConsumeFromMinEnable = json.ReadBoolean() };
        if (name.Is("consumeMessageOrderly"u8))
            return read with { ConsumeMessageOrderly = json.ReadBoolean() };
        if (name.Is("consumeTimeoutMinute"u8))
            return read with { ConsumeTimeoutMinutes = json.ReadInt32() };
        if (name.Is("groupName"u8))
            return read with { GroupName = json.ReadText() ?? string.Empty };
        if (name.Is("groupSysFlag"u8))
            return read with { GroupSysFlag = json.ReadInt32() };
        if (name.Is("notifyConsumerIdsChangedEnable"u8))
            return read with { NotifyConsumerIdsChangedEnable = json.ReadBoolean() };
        if (name.Is("retryMaxTimes"u8))
            return read with { RetryMaxTimes = json.ReadInt32() };
        if (name.Is("retryQueueNums"u8))
            return read with { RetryQueueNums = json.ReadInt32() };
        if (name.Is("whichBrokerWhenConsumeSlowly"u8))
            return read with { WhichBrokerWhenConsumeSlowly = json.ReadInt64() };
        json.SkipValue();
        return read;
    }
}
