using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Creates (17) and deletes (215) topics.</summary>
internal sealed class TopicHandler(TopicTable topics, ConsumerOffsets offsets) : IRequestHandler
{
    private const int MostQueues = 1024;

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.CreateTopic, RequestCode.DeleteTopicInBroker];

    public ValueTask HandleAsync(RequestContext context)
    {
        var refusal = context.Code == RequestCode.CreateTopic ? Create(context) : Delete(context);
        if (refusal.IsRefused)
            context.Reply(refusal.Code, refusal.Remark);
        else
            context.Reply(ResponseCode.Success);
        return ValueTask.CompletedTask;
    }

    private Refusal Create(RequestContext context)
    {
        var header = context.Request.ReadHeader<CreateTopicRequestHeader>();
        var name = header.Topic ?? "";
        if (!TopicRules.IsValidTopic(name, out var reason))
            return new Refusal(ResponseCode.InvalidParameter, reason);
        if (topics.System.Contains(name))
            return new Refusal(ResponseCode.InvalidParameter, Remarks.SystemTopic(name));
        if (header.ReadQueueNums < 0 || header.WriteQueueNums < 0 || Math.Max(header.ReadQueueNums, header.WriteQueueNums) > MostQueues)
            return new Refusal(
                ResponseCode.InvalidParameter,
                $"topic[{name}] asks for {header.ReadQueueNums} read and {header.WriteQueueNums} write queues; allowed are 0 to {MostQueues}"
            );
        var attributes = topics.TryGet(name, out var existing) ? existing.Settings.Attributes : TopicAttributes.None;
        if (!TopicAttributes.TryApply(attributes, header.Attributes, existing is null, out var changed, out var fault))
            return new Refusal(ResponseCode.SystemError, fault);
        topics.Put(
            new TopicSettings(name, header.ReadQueueNums, header.WriteQueueNums, header.Permission)
            {
                FilterType = header.TopicFilterType == TopicSettings.MultiTag ? TopicSettings.MultiTag : TopicSettings.SingleTag,
                SystemFlag = header.TopicSysFlag ?? 0,
                Order = header.Order,
                Attributes = changed,
            }
        );
        return Refusal.None;
    }

    private Refusal Delete(RequestContext context)
    {
        var name = context.Request.ReadHeader<DeleteTopicRequestHeader>().Topic ?? "";
        if (name.Length == 0)
            return new Refusal(ResponseCode.InvalidParameter, Remarks.BlankTopic);
        if (topics.System.Contains(name))
            return new Refusal(ResponseCode.InvalidParameter, Remarks.SystemTopic(name));
        topics.Remove(name);
        offsets.RemoveTopic(name);
        return Refusal.None;
    }
}
