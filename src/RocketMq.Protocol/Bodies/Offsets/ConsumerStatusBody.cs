namespace RocketMq.Protocol;

/// <summary>Offsets of consumers, as clients answer <see cref="RequestCode.GetConsumerStatusFromClient"/>.</summary>
public sealed record ConsumerStatusBody : JsonBody
{
    /// <summary>The offsets of the client that answers.</summary>
    public IReadOnlyDictionary<MessageQueue, long> MessageQueueTable { get; init; } = new Dictionary<MessageQueue, long>();

    /// <summary>The offsets by client, when a broker has collected them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<MessageQueue, long>> ConsumerTable { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>();

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerStatusBody Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerStatusBody Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<MessageQueue, long> messageQueueTable = new Dictionary<MessageQueue, long>();
        IReadOnlyDictionary<string, IReadOnlyDictionary<MessageQueue, long>> consumerTable =
            new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("messageQueueTable"u8))
                messageQueueTable = json.ReadQueueMap(static (ref JsonCursor item) => item.ReadInt64());
            else if (name.Is("consumerTable"u8))
                consumerTable = json.ReadMap(
                    static (ref JsonCursor item) =>
                        (IReadOnlyDictionary<MessageQueue, long>)item.ReadQueueMap(static (ref JsonCursor inner) => inner.ReadInt64())
                );
            else
                json.SkipValue();
        }

        return new() { MessageQueueTable = messageQueueTable, ConsumerTable = consumerTable };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("consumerTable"u8);
        json.QueueOffsetsMap(ConsumerTable);
        json.Name("messageQueueTable"u8);
        json.QueueOffsets(MessageQueueTable);
        json.End('}');
    }
}
