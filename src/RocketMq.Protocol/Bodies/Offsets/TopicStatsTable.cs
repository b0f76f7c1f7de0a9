namespace RocketMq.Protocol;

/// <summary>The offset ranges of a topic, as a broker answers <see cref="RequestCode.GetTopicStatsInfo"/>.</summary>
public sealed record TopicStatsTable : JsonBody
{
    /// <summary>The range of every queue.</summary>
    public IReadOnlyDictionary<MessageQueue, TopicOffset> OffsetTable { get; init; } = new Dictionary<MessageQueue, TopicOffset>();

    /// <summary>Messages stored per second.</summary>
    public double TopicPutTps { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicStatsTable Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicStatsTable Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<MessageQueue, TopicOffset> offsetTable = new Dictionary<MessageQueue, TopicOffset>();
        double topicPutTps = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("offsetTable"u8))
                offsetTable = json.ReadQueueMap(TopicOffset.Read);
            else if (name.Is("topicPutTps"u8))
                topicPutTps = json.ReadDouble();
            else
                json.SkipValue();
        }

        return new() { OffsetTable = offsetTable, TopicPutTps = topicPutTps };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("offsetTable"u8);
        json.QueueMap(OffsetTable);
        json.Name("topicPutTps"u8);
        json.Number(TopicPutTps);
        json.End('}');
    }
}
