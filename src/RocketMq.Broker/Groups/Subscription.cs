using RocketMq.Broker.Filtering;
using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>What a group wants of one topic, by its latest heartbeat.</summary>
internal sealed class Subscription(SubscriptionData data)
{
    private const string TagExpressionType = "TAG";
    private const string Everything = "*";

    public SubscriptionData Data { get; } = data;

    public long Version => Data.SubVersion;

    /// <summary>An expression without a type is one of tags.</summary>
    public bool IsByTag { get; } = string.IsNullOrEmpty(data.ExpressionType) || data.ExpressionType == TagExpressionType;

    public TagFilter Filter { get; } = FilterOf(data);

    private static TagFilter FilterOf(SubscriptionData data)
    {
        if (data.ClassFilterMode || data.SubString is null or "" or Everything)
            return TagFilter.All;
        return data.CodeSet.Count > 0 ? TagFilter.For(data.CodeSet) : TagFilterCache.Parse(data.SubString);
    }
}
