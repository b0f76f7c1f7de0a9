namespace RocketMq.Protocol;

/// <summary>What a consumer group wants of a topic.</summary>
public sealed record SubscriptionData : JsonBody
{
    /// <summary>The topic.</summary>
    public string Topic { get; init; } = string.Empty;

    /// <summary>The filter expression; <c>*</c> for all.</summary>
    public string SubString { get; init; } = string.Empty;

    /// <summary>The tags of a tag expression; none for all.</summary>
    public IReadOnlyList<string> TagsSet { get; init; } = [];

    /// <summary>The hash codes of the tags, see <see cref="TagCodes"/>.</summary>
    public IReadOnlyList<int> CodeSet { get; init; } = [];

    /// <summary>When the subscription was made, in milliseconds since 1970.</summary>
    public long SubVersion { get; init; }

    /// <summary><c>TAG</c> or <c>SQL92</c>; null means <c>TAG</c>.</summary>
    public string? ExpressionType { get; init; }

    /// <summary>Of the past; false.</summary>
    public bool ClassFilterMode { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static SubscriptionData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static SubscriptionData Read(ref JsonCursor json)
    {
        string topic = string.Empty;
        string subString = string.Empty;
        IReadOnlyList<string> tagsSet = [];
        IReadOnlyList<int> codeSet = [];
        long subVersion = default;
        string? expressionType = default;
        bool classFilterMode = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topic"u8))
                topic = json.ReadText() ?? string.Empty;
            else if (name.Is("subString"u8))
                subString = json.ReadText() ?? string.Empty;
            else if (name.Is("tagsSet"u8))
                tagsSet = json.ReadList(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else if (name.Is("codeSet"u8))
                codeSet = json.ReadList(static (ref JsonCursor item) => item.ReadInt32());
            else if (name.Is("subVersion"u8))
                subVersion = json.ReadInt64();
            else if (name.Is("expressionType"u8))
                expressionType = json.ReadText();
            else if (name.Is("classFilterMode"u8))
                classFilterMode = json.ReadBoolean();
            else
                json.SkipValue();
        }

        return new()
        {
            Topic = topic,
            SubString = subString,
            TagsSet = tagsSet,
            CodeSet = codeSet,
            SubVersion = subVersion,
            ExpressionType = expressionType,
            ClassFilterMode = classFilterMode,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("classFilterMode"u8);
        json.Boolean(ClassFilterMode);
        json.Name("codeSet"u8);
        json.Numbers(CodeSet);
        if (ExpressionType is not null)
        {
            json.Name("expressionType"u8);
            json.Text(ExpressionType);
        }

        json.Name("subString"u8);
        json.Text(SubString);
        json.Name("subVersion"u8);
        json.Number(SubVersion);
        json.Name("tagsSet"u8);
        json.Texts(TagsSet);
        json.Name("topic"u8);
        json.Text(Topic);
        json.End('}');
    }
}
