using System.Globalization;
using RocketMq.Broker.Groups;
using RocketMq.Broker.Scheduling;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Takes messages back that wait for their time (370): a marker for the message goes into its slot (broker reference 4.10). Success
/// therefore means that the marker was taken, whether or not there is such a message.
/// </summary>
internal sealed class RecallHandler(TopicTable topics, TimerDelivery timers, BrokerSettings settings) : IRequestHandler
{
    private const string MarkerTag = "_RECALL_TAG_";

    private static readonly byte[] MarkerBody = "0"u8.ToArray();

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.RecallMessage];

    public ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<RecallMessageRequestHeader>();
        var answer = new RecallMessageResponseHeader { Region = PropertyStamp.Region };
        var refusal = Check(header, out var topic, out var handle);
        if (handle is not null && topic is not null)
        {
            refusal = timers.Schedule(topic.Queue(0), Marker(context, header.ProducerGroup, handle), out _);
            answer = answer with { MessageId = handle.MessageId };
        }
        if (refusal.IsRefused)
            context.Reply(refusal.Code, answer with { MessageId = null }, remark: refusal.Remark);
        else
            context.Reply(ResponseCode.Success, answer);
        return ValueTask.CompletedTask;
    }

    private Refusal Check(in RecallMessageRequestHeader header, out Topic? topic, out RecallHandle? handle)
    {
        handle = null;
        topic = null;
        if (!settings.EnableRecall)
            return new Refusal(ResponseCode.NoPermission, Remarks.RecallForbidden);
        if (!topics.TryGet(header.Topic.ToUtf8().Span, out topic))
            return new Refusal(ResponseCode.TopicNotExist, Remarks.TopicMissingForRecall(header.Topic.ToString()));
        if (RecallHandle.TryParse(header.RecallHandle) is not { } parsed)
            return new Refusal(ResponseCode.IllegalOperation, Remarks.RecallHandleInvalid);
        if (parsed.Topic != topic.Name)
            return new Refusal(ResponseCode.IllegalOperation, Remarks.RecallOfOtherTopic);
        if (parsed.BrokerName != settings.BrokerName)
            return new Refusal(ResponseCode.IllegalOperation, Remarks.RecallOfOtherBroker);
        if (!IsAhead(parsed.Time))
            return new Refusal(ResponseCode.IllegalOperation, Remarks.RecallTimeInvalid);
        handle = parsed;
        return Refusal.None;
    }

    private bool IsAhead(string time)
    {
        var now = settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds > now
            && milliseconds - now < settings.MaxTimerDelay.TotalMilliseconds;
    }

    private RecordDraft Marker(RequestContext context, string? producerGroup, RecallHandle handle)
    {
        var address = ClientChannel.Of(context.Connection).Address;
        var now = settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var properties = new Dictionary<string, string>
        {
            [MessagePropertyNames.Tags] = MarkerTag,
            [MessagePropertyNames.TimerDelUniqkey] = TimerRequest.KeyOf(handle.Topic, handle.MessageId),
            [MessagePropertyNames.UniqueId] = handle.MessageId,
            [MessagePropertyNames.TimerDeliverMs] = handle.Time,
            [MessagePropertyNames.ProducerGroup] = producerGroup ?? "",
        };
        return new RecordDraft(
            new MessageRecordFields
            {
                Body = MarkerBody,
                BodyCrc = Crc32.Compute(MarkerBody),
                Properties = PropertiesCopy.Encode(properties),
                BornTimestamp = now,
                BornHost = address,
                StoreHost = address,
            },
            TagCodes.JavaHash(MarkerTag)
        );
    }
}
