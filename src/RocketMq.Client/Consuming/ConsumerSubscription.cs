using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Consuming;

/// <summary>One topic that a consumer reads, in the forms that heartbeats, pulls and filtering need. Immutable.</summary>
internal sealed class ConsumerSubscription
{
    private ConsumerSubscription(SubscriptionData data, bool isRetryTopic, ResourceNames names)
    {
        Data = data;
        TopicUtf8 = Utf8Text.Encode(data.Topic);
        Filter = new TagFilter(data.TagsSet);
        IsRetryTopic = isRetryTopic;
        Names = names;
    }

    public string Topic => Data.Topic;

    /// <summary>The topic encoded once: it goes out with every pull.</summary>
    public Utf8Text TopicUtf8 { get; }

    /// <summary>What heartbeats carry; not to be modified.</summary>
    public SubscriptionData Data { get; }

    public TagFilter Filter { get; }

    /// <summary>Whether messages come back here after they were sent back; their own topic is in a property then.</summary>
    public bool IsRetryTopic { get; }

    /// <summary>How users see the names of what is pulled.</summary>
    public ResourceNames Names { get; }

    public static ConsumerSubscription Create(
        string topic,
        string expression,
        long version,
        bool isRetryTopic,
        ResourceNames? names = null
    ) => new(TagExpression.Parse(expression).ToSubscription(topic, version), isRetryTopic, names ?? ResourceNames.Plain);
}
