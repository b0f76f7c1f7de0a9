using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Consuming;

/// <summary>One topic that a consumer reads, in the forms that heartbeats, pulls and filtering need. Immutable.</summary>
internal sealed class ConsumerSubscription
{
    private static readonly Utf8Text TagTypeUtf8 = Utf8Text.Encode(TagExpression.TypeName);
    private static readonly Utf8Text SqlTypeUtf8 = Utf8Text.Encode(TagExpression.SqlTypeName);

    private ConsumerSubscription(SubscriptionData data, bool isRetryTopic, ResourceNames names)
    {
        Data = data;
        TopicUtf8 = Utf8Text.Encode(data.Topic);
        Filter = new TagFilter(data.TagsSet);
        IsRetryTopic = isRetryTopic;
        Names = names;
    }

    public string Topic => Data.Topic;

    /// <summary>What the user wants of it.</summary>
    public FilterExpression Expression => IsSql ? FilterExpression.Sql(Data.SubString) : FilterExpression.Tags(Data.SubString);

    /// <summary>The topic encoded once: it goes out with every pull.</summary>
    public Utf8Text TopicUtf8 { get; }

    /// <summary>What heartbeats carry; not to be modified.</summary>
    public SubscriptionData Data { get; }

    /// <summary>Whether brokers judge by an SQL92 expression.</summary>
    public bool IsSql => Data.ExpressionType == TagExpression.SqlTypeName;

    /// <summary>The expression's type, which goes out with every pull.</summary>
    public Utf8Text TypeUtf8 => IsSql ? SqlTypeUtf8 : TagTypeUtf8;

    /// <summary>What is left to the client: the text of tags. With SQL92 the broker's word stands.</summary>
    public TagFilter Filter { get; }

    /// <summary>Whether messages come back here after they were sent back; their own topic is in a property then.</summary>
    public bool IsRetryTopic { get; }

    /// <summary>How users see the names of what is pulled.</summary>
    public ResourceNames Names { get; }

    public static ConsumerSubscription Create(
        string topic,
        FilterExpression expression,
        long version,
        bool isRetryTopic,
        ResourceNames? names = null
    ) => new(Describe(topic, expression, version), isRetryTopic, names ?? ResourceNames.Plain);

    private static SubscriptionData Describe(string topic, FilterExpression expression, long version) =>
        expression.IsSql
            ? new SubscriptionData
            {
                Topic = topic,
                SubString = expression.Text,
                ExpressionType = TagExpression.SqlTypeName,
                SubVersion = version,
            }
            : TagExpression.Parse(expression.Text).ToSubscription(topic, version);
}
