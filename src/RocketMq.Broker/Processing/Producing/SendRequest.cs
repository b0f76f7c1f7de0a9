using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>A send, whichever of the two header shapes it came in. Texts point into the request's frame.</summary>
internal readonly struct SendRequest
{
    private SendRequest(in SendMessageV2RequestHeader header)
    {
        ProducerGroup = header.ProducerGroup;
        Topic = header.Topic;
        DefaultTopic = header.DefaultTopic;
        DefaultTopicQueueNums = header.DefaultTopicQueueNums;
        QueueId = header.QueueId;
        SystemFlag = header.SysFlag;
        BornTimestamp = header.BornTimestamp;
        Flag = header.Flag;
        Properties = header.Properties.ToUtf8();
        ReconsumeTimes = header.ReconsumeTimes ?? 0;
        UnitMode = header.UnitMode;
        MaxReconsumeTimes = header.MaxReconsumeTimes;
        Batch = header.Batch;
    }

    private SendRequest(in SendMessageRequestHeader header)
    {
        ProducerGroup = header.ProducerGroup;
        Topic = header.Topic;
        DefaultTopic = header.DefaultTopic;
        DefaultTopicQueueNums = header.DefaultTopicQueueNums;
        QueueId = header.QueueId;
        SystemFlag = header.SysFlag;
        BornTimestamp = header.BornTimestamp;
        Flag = header.Flag;
        Properties = header.Properties.ToUtf8();
        ReconsumeTimes = header.ReconsumeTimes ?? 0;
        UnitMode = header.UnitMode;
        MaxReconsumeTimes = header.MaxReconsumeTimes;
        Batch = header.Batch;
    }

    public Utf8Text ProducerGroup { get; }

    public Utf8Text Topic { get; }

    public Utf8Text DefaultTopic { get; }

    public int DefaultTopicQueueNums { get; }

    public int QueueId { get; }

    public int SystemFlag { get; }

    public long BornTimestamp { get; }

    public int Flag { get; }

    public ReadOnlyMemory<byte> Properties { get; }

    public int ReconsumeTimes { get; }

    public bool UnitMode { get; }

    public int? MaxReconsumeTimes { get; }

    /// <summary>Alone decides whether the body is a batch; the request code does not (broker reference 3.1).</summary>
    public bool Batch { get; }

    public static SendRequest From(in RemotingFrame frame) =>
        frame.RequestCode is RequestCode.SendMessage or RequestCode.SendReplyMessage
            ? new SendRequest(frame.ReadHeader<SendMessageRequestHeader>())
            : new SendRequest(frame.ReadHeader<SendMessageV2RequestHeader>());
}
