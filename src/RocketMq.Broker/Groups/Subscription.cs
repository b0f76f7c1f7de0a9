using RocketMq.Broker.Filtering;
using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>What a group wants of one topic, by its latest heartbeat; its expression is compiled once.</summary>
internal sealed class Subscription
{
    private const string Everything = "*";

    public Subscription(SubscriptionData data)
    {
        Data = data;
        IsByTag = string.IsNullOrEmpty(data.ExpressionType) || data.ExpressionType == TagExpression.TypeName;
        Compiled = Compile();
    }

    public SubscriptionData Data { get; }

    public long Version => Data.SubVersion;

    /// <summary>An expression without a type is one of tags.</summary>
    public bool IsByTag { get; }

    /// <summary>Without a filter if the expression is no good: the heartbeat is taken all the same and the pulls are refused (broker reference 5.4).</summary>
    public CompiledFilter Compiled { get; }

    private CompiledFilter Compile()
    {
        if (Data.ClassFilterMode || (IsByTag && Data.SubString is (null or "" or Everything)))
            return new CompiledFilter(TagFilter.All, "");
        return IsByTag && Data.CodeSet.Count > 0
            ? new CompiledFilter(TagFilter.For(Data.CodeSet), "")
            : CompiledFilter.Of(Data.ExpressionType, Data.SubString);
    }
}
