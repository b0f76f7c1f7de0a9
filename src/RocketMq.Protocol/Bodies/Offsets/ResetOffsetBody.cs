namespace RocketMq.Protocol;

/// <summary>
/// The offsets to go on with, sent by brokers with <see cref="RequestCode.ResetConsumerClientOffset"/>. Usually a map by queue; if
/// the administrator's tool reports the language C++ the broker sends a list instead. Both are read.
/// </summary>
public sealed record ResetOffsetBody : JsonBody
{
    /// <summary>The offsets by queue.</summary>
    public IReadOnlyDictionary<MessageQueue, long> OffsetTable { get; init; } = new Dictionary<MessageQueue, long>();

    /// <summary>Whether the offsets are written as a list, the form meant for C++ clients; default false.</summary>
    public bool IsList { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ResetOffsetBody Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ResetOffsetBody Read(ref JsonCursor json)
    {
        Dictionary<MessageQueue, long> offsetTable = [];
        bool isList = false;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (!name.Is("offsetTable"u8))
            {
                json.SkipValue();
                continue;
            }

            isList = json.Peek() == (byte)'[';
            offsetTable = isList ? ReadList(ref json) : json.ReadQueueMap(static (ref JsonCursor item) => item.ReadInt64());
        }

        return new() { OffsetTable = offsetTable, IsList = isList };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("offsetTable"u8);
        json.Begin(IsList ? '[' : '{');
        foreach ((MessageQueue queue, long offset) in OffsetTable)
        {
            if (IsList)
            {
                WriteElement(ref json, queue, offset);
                continue;
            }

            json.Key(queue);
            json.Number(offset);
        }

        json.End(IsList ? ']' : '}');
        json.End('}');
    }

    private static Dictionary<MessageQueue, long> ReadList(ref JsonCursor json)
    {
        Dictionary<MessageQueue, long> offsets = [];
        foreach ((MessageQueue queue, long offset) in json.ReadList(ReadElement))
            offsets[queue] = offset;

        return offsets;
    }

    private static KeyValuePair<MessageQueue, long> ReadElement(ref JsonCursor json)
    {
        string topic = string.Empty;
        string brokerName = string.Empty;
        int queueId = 0;
        long offset = 0;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topic"u8))
                topic = json.ReadText() ?? string.Empty;
            else if (name.Is("brokerName"u8))
                brokerName = json.ReadText() ?? string.Empty;
            else if (name.Is("queueId"u8))
                queueId = json.ReadInt32();
            else if (name.Is("offset"u8))
                offset = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new(new(topic, brokerName, queueId), offset);
    }

    private static void WriteElement(ref JsonOutput json, in MessageQueue queue, long offset)
    {
        json.Begin('{');
        json.Name("brokerName"u8);
        json.Text(queue.BrokerName);
        json.Name("offset"u8);
        json.Number(offset);
        json.Name("queueId"u8);
        json.Number(queue.QueueId);
        json.Name("topic"u8);
        json.Text(queue.Topic);
        json.End('}');
    }
}
