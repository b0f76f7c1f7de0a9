namespace RocketMq.Protocol;

/// <summary>Queues to lock or unlock, sent with <see cref="RequestCode.LockBatchMessageQueue"/> and its counterpart.</summary>
public sealed record LockBatchBody : JsonBody
{
    /// <summary>The consumer group.</summary>
    public string ConsumerGroup { get; init; } = string.Empty;

    /// <summary>The client.</summary>
    public string ClientId { get; init; } = string.Empty;

    /// <summary>Whether replicas need not agree.</summary>
    public bool OnlyThisBroker { get; init; }

    /// <summary>The queues.</summary>
    public IReadOnlyList<MessageQueue> MqSet { get; init; } = [];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static LockBatchBody Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static LockBatchBody Read(ref JsonCursor json)
    {
        string consumerGroup = string.Empty;
        string clientId = string.Empty;
        bool onlyThisBroker = default;
        IReadOnlyList<MessageQueue> mqSet = [];
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("consumerGroup"u8))
                consumerGroup = json.ReadText() ?? string.Empty;
            else if (name.Is("clientId"u8))
                clientId = json.ReadText() ?? string.Empty;
            else if (name.Is("onlyThisBroker"u8))
                onlyThisBroker = json.ReadBoolean();
            else if (name.Is("mqSet"u8))
                mqSet = json.ReadList(static (ref JsonCursor item) => item.ReadQueue());
            else
                json.SkipValue();
        }

        return new()
        {
            ConsumerGroup = consumerGroup,
            ClientId = clientId,
            OnlyThisBroker = onlyThisBroker,
            MqSet = mqSet,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("clientId"u8);
        json.Text(ClientId);
        json.Name("consumerGroup"u8);
        json.Text(ConsumerGroup);
        json.Name("mqSet"u8);
        json.Queues(MqSet);
        json.Name("onlyThisBroker"u8);
        json.Boolean(OnlyThisBroker);
        json.End('}');
    }
}
