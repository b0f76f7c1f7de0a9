namespace RocketMq.Protocol;

/// <summary>The settings of all topics, as a broker answers <see cref="RequestCode.GetAllTopicConfig"/>.</summary>
public sealed record TopicConfigTable : JsonBody
{
    /// <summary>The settings by topic.</summary>
    public IReadOnlyDictionary<string, TopicConfig> Topics { get; init; } = new Dictionary<string, TopicConfig>();

    /// <summary>The version of the table.</summary>
    public DataVersion? DataVersion { get; init; }

    /// <summary>The version of the table of static topics; null if there is none.</summary>
    public DataVersion? MappingDataVersion { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static TopicConfigTable Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static TopicConfigTable Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<string, TopicConfig> topics = new Dictionary<string, TopicConfig>();
        DataVersion? dataVersion = default;
        DataVersion? mappingDataVersion = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topicConfigTable"u8))
                topics = json.ReadMap(TopicConfig.Read);
            else if (name.Is("dataVersion"u8))
                dataVersion = json.TryReadNull() ? null : DataVersion.Read(ref json);
            else if (name.Is("mappingDataVersion"u8))
                mappingDataVersion = json.TryReadNull() ? null : DataVersion.Read(ref json);
            else
                json.SkipValue();
        }

        return new()
        {
            Topics = topics,
            DataVersion = dataVersion,
            MappingDataVersion = mappingDataVersion,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        if (DataVersion is not null)
        {
            json.Name("dataVersion"u8);
            DataVersion.WriteTo(ref json);
        }

        if (MappingDataVersion is not null)
        {
            json.Name("mappingDataVersion"u8);
            MappingDataVersion.WriteTo(ref json);
        }

        json.Name("topicConfigTable"u8);
        json.ObjectMap(Topics);
        json.End('}');
    }
}
