namespace RocketMq.Protocol;

/// <summary>Where the queues of a topic are, as a name server answers <see cref="RequestCode.GetRouteInfoByTopic"/>.</summary>
public sealed record TopicRouteData : JsonBody
{
    /// <summary>The brokers.</summary>
    public IReadOnlyList<BrokerData> BrokerDatas { get; init; } = [];

    /// <summary>The queues by broker.</summary>
    public IReadOnlyList<QueueData> QueueDatas { get; init; } = [];

    /// <summary><c>broker:queues;…</c> of an ordered topic; null otherwise.</summary>
    public string? OrderTopicConf { get; init; }

    /// <summary>Filter servers by broker address; of the past.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FilterServerTable { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicRouteData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicRouteData Read(ref JsonCursor json)
    {
        IReadOnlyList<BrokerData> brokerDatas = [];
        IReadOnlyList<QueueData> queueDatas = [];
        string? orderTopicConf = default;
        IReadOnlyDictionary<string, IReadOnlyList<string>> filterServerTable = new Dictionary<string, IReadOnlyList<string>>();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("brokerDatas"u8))
                brokerDatas = json.ReadList(BrokerData.Read);
            else if (name.Is("queueDatas"u8))
                queueDatas = json.ReadList(QueueData.Read);
            else if (name.Is("orderTopicConf"u8))
                orderTopicConf = json.ReadText();
            else if (name.Is("filterServerTable"u8))
                filterServerTable = json.ReadMap(
                    static (ref JsonCursor item) =>
                        (IReadOnlyList<string>)item.ReadList(static (ref JsonCursor inner) => inner.ReadText() ?? string.Empty)
                );
            else
                json.SkipValue();
        }

        return new()
        {
            BrokerDatas = brokerDatas,
            QueueDatas = queueDatas,
            OrderTopicConf = orderTopicConf,
            FilterServerTable = filterServerTable,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("brokerDatas"u8);
        json.Objects(BrokerDatas);
        json.Name("filterServerTable"u8);
        json.TextsMap(FilterServerTable);
        if (OrderTopicConf is not null)
        {
            json.Name("orderTopicConf"u8);
            json.Text(OrderTopicConf);
        }

        json.Name("queueDatas"u8);
        json.Objects(QueueDatas);
        json.End('}');
    }
}
