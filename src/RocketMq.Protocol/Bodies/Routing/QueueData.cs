namespace RocketMq.Protocol;

/// <summary>How many queues a topic has on one broker.</summary>
public sealed record QueueData : JsonBody
{
    /// <summary>The broker's name.</summary>
    public string BrokerName { get; init; } = string.Empty;

    /// <summary>The number of queues to read.</summary>
    public int ReadQueueNums { get; init; }

    /// <summary>The number of queues to write.</summary>
    public int WriteQueueNums { get; init; }

    /// <summary>What is permitted, as bits of <see cref="TopicPermissions"/>.</summary>
    public int Permissions { get; init; }

    /// <summary>The topic's flags.</summary>
    public int TopicSysFlag { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static QueueData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static QueueData Read(ref JsonCursor json)
    {
        string brokerName = string.Empty;
        int readQueueNums = default;
        int writeQueueNums = default;
        int permissions = default;
        int topicSysFlag = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("brokerName"u8))
                brokerName = json.ReadText() ?? string.Empty;
            else if (name.Is("readQueueNums"u8))
                readQueueNums = json.ReadInt32();
            else if (name.Is("writeQueueNums"u8))
                writeQueueNums = json.ReadInt32();
            else if (name.Is("perm"u8))
                permissions = json.ReadInt32();
            else if (name.Is("topicSysFlag"u8))
                topicSysFlag = json.ReadInt32();
            else
                json.SkipValue();
        }

        return new()
        {
            BrokerName = brokerName,
            ReadQueueNums = readQueueNums,
            WriteQueueNums = writeQueueNums,
            Permissions = permissions,
            TopicSysFlag = topicSysFlag,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("brokerName"u8);
        json.Text(BrokerName);
        json.Name("perm"u8);
        json.Number(Permissions);
        json.Name("readQueueNums"u8);
        json.Number(ReadQueueNums);
        json.Name("topicSysFlag"u8);
        json.Number(TopicSysFlag);
        json.Name("writeQueueNums"u8);
        json.Number(WriteQueueNums);
        json.End('}');
    }
}
