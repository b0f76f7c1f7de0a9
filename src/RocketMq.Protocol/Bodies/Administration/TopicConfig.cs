namespace RocketMq.Protocol;

/// <summary>The settings of a topic on a broker.</summary>
public sealed record TopicConfig : JsonBody
{
    /// <summary>The topic.</summary>
    public string TopicName { get; init; } = string.Empty;

    /// <summary>The number of queues to read.</summary>
    public int ReadQueueNums { get; init; }

    /// <summary>The number of queues to write.</summary>
    public int WriteQueueNums { get; init; }

    /// <summary>What is permitted, as bits of <see cref="TopicPermissions"/>.</summary>
    public int Permissions { get; init; }

    /// <summary><c>SINGLE_TAG</c> or <c>MULTI_TAG</c>.</summary>
    public string TopicFilterType { get; init; } = string.Empty;

    /// <summary>The topic's flags.</summary>
    public int TopicSysFlag { get; init; }

    /// <summary>Whether the topic keeps its order when a broker is missing.</summary>
    public bool Order { get; init; }

    /// <summary>Attributes by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicConfig Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicConfig Read(ref JsonCursor json)
    {
        string topicName = string.Empty;
        int readQueueNums = default;
        int writeQueueNums = default;
        int permissions = default;
        string topicFilterType = string.Empty;
        int topicSysFlag = default;
        bool order = default;
        IReadOnlyDictionary<string, string> attributes = new Dictionary<string, string>();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topicName"u8))
                topicName = json.ReadText() ?? string.Empty;
            else if (name.Is("readQueueNums"u8))
                readQueueNums = json.ReadInt32();
            else if (name.Is("writeQueueNums"u8))
                writeQueueNums = json.ReadInt32();
            else if (name.Is("perm"u8))
                permissions = json.ReadInt32();
            else if (name.Is("topicFilterType"u8))
                topicFilterType = json.ReadText() ?? string.Empty;
            else if (name.Is("topicSysFlag"u8))
                topicSysFlag = json.ReadInt32();
            else if (name.Is("order"u8))
                order = json.ReadBoolean();
            else if (name.Is("attributes"u8))
                attributes = json.ReadMap(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else
                json.SkipValue();
        }

        return new()
        {
            TopicName = topicName,
            ReadQueueNums = readQueueNums,
            WriteQueueNums = writeQueueNums,
            Permissions = permissions,
            TopicFilterType = topicFilterType,
            TopicSysFlag = topicSysFlag,
            Order = order,
            Attributes = attributes,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("attributes"u8);
        json.TextMap(Attributes);
        json.Name("order"u8);
        json.Boolean(Order);
        json.Name("perm"u8);
        json.Number(Permissions);
        json.Name("readQueueNums"u8);
        json.Number(ReadQueueNums);
        json.Name("topicFilterType"u8);
        json.Text(TopicFilterType);
        json.Name("topicName"u8);
        json.Text(TopicName);
        json.Name("topicSysFlag"u8);
        json.Number(TopicSysFlag);
        json.Name("writeQueueNums"u8);
        json.Number(WriteQueueNums);
        json.End('}');
    }
}
