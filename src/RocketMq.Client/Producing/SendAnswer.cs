using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>A broker's answer to a send, copied out of the frame.</summary>
internal readonly struct SendAnswer
{
    private static readonly Utf8Text TraceOff = Utf8Text.Encode("false");

    private readonly ResponseCode _code;
    private readonly string? _remark;
    private readonly string _brokerName;

    private SendAnswer(ResponseCode code, string? remark, string brokerName, SendReceipt? receipt)
    {
        _code = code;
        _remark = remark;
        _brokerName = brokerName;
        Receipt = receipt;
    }

    /// <summary>Where the message was stored; null if the broker refused it.</summary>
    public SendReceipt? Receipt { get; }

    public static SendAnswer Read(RemotingResponse response, SendOperation operation, in PublishTarget target)
    {
        if (StatusOf(response.Code) is not { } status)
            return new SendAnswer(response.Code, response.Remark, target.Queue.BrokerName, null);
        var header = response.ReadHeader<SendMessageResponseHeader>();
        MessageQueue queue = header.QueueId == target.Queue.QueueId ? target.Queue : target.Queue with { QueueId = header.QueueId };
        BatchPart? batch = operation.Message.System?.Batch;
        batch?.KeepStoredIds(header.MessageId);
        SendReceipt receipt = new(
            operation.Encoded.MessageId,
            // The ids of a whole batch are one text, which only observers want to see.
            batch is null
            || operation.Observation is not null
                ? MessageIdText.From(header.MessageId)
                : default,
            queue,
            header.QueueOffset,
            status,
            MessageIdText.From(header.TransactionId),
            header.RecallHandle.ToStringOrNull()
        )
        {
            RegionId = RegionName.Of(header.Region),
            IsTraceOff = header.TraceOn == TraceOff,
        };
        return new SendAnswer(response.Code, null, target.Queue.BrokerName, receipt);
    }

    /// <summary>Whether the message was stored less safely than configured and the producer wants another copy then.</summary>
    public bool IsWorthRetrying(ProducerSettings settings) =>
        settings.RetryWhenNotSafelyStored && Receipt is { Status: not SendStatus.Stored };

    public BrokerException ToException(string topic) => new(_code, _remark, _brokerName, $"to store a message of topic '{topic}'");

    private static SendStatus? StatusOf(ResponseCode code) =>
        code switch
        {
            ResponseCode.Success => SendStatus.Stored,
            ResponseCode.FlushDiskTimeout => SendStatus.FlushDiskTimeout,
            ResponseCode.FlushSlaveTimeout => SendStatus.FlushReplicaTimeout,
            ResponseCode.SlaveNotAvailable => SendStatus.ReplicaNotAvailable,
            _ => null,
        };
}
