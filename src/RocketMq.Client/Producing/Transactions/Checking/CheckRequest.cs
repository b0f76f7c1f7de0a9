using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>A broker's question about a half message (39), copied out of its frame, and the way to answer it.</summary>
internal sealed class CheckRequest
{
    private const int MaxBodySize = 64 * 1024 * 1024;

    private readonly MessageRecord _record;
    private readonly string _topic;
    private readonly long _queueOffset;
    private readonly long _commitLogOffset;
    private readonly string? _brokersTransactionId;

    private CheckRequest(RequestContext context, in CheckTransactionStateRequestHeader header, in MessageRecord record)
    {
        _record = record;
        _topic = header.Topic.ToString();
        BrokerName = header.BrokerName.ToString();
        _queueOffset = header.TransactionStateTableOffset;
        _commitLogOffset = header.CommitLogOffset;
        _brokersTransactionId = header.TransactionId.ToStringOrNull();
        Connection = context.Connection;
        Group = Property("PGROUP"u8) ?? "";
        TransactionId = Property("UNIQ_KEY"u8) ?? header.MessageId.ToString();
    }

    /// <summary>Where the question came from and where its answer goes: other addresses of that broker need not know the message.</summary>
    public RemotingConnection Connection { get; }

    /// <summary>The group of the producer that sent the message.</summary>
    public string Group { get; }

    public string TransactionId { get; }

    public string BrokerName { get; }

    /// <summary>The topic that the message is meant for, with the client's namespace.</summary>
    public string MessageTopic => _record.Topic.ToString();

    /// <summary>Names the transaction among those of all brokers: a half message that was sent twice lies on two of them under one id.</summary>
    public (string Broker, string TransactionId) Key => (BrokerName, TransactionId);

    /// <exception cref="ProtocolException">Header or message are malformed.</exception>
    public static CheckRequest Read(RequestContext context)
    {
        var header = context.Request.ReadHeader<CheckTransactionStateRequestHeader>();
        int position = 0;
        if (!MessageRecordReader.TryRead(context.Request.Body.ToArray(), ref position, out MessageRecord record))
            throw new ProtocolException("A check of a transaction carries no message.");
        return new CheckRequest(context, header, record);
    }

    /// <exception cref="ProtocolException">The body does not decompress.</exception>
    public TransactionCheck ToCheck(ResourceNames names)
    {
        string topic = MessageTopic;
        MessageQueue queue = new(topic, BrokerName, _record.QueueId);
        return new TransactionCheck(new ReceivedMessage(_record, queue, topic, _record.GetDecompressedBody(MaxBodySize), tag: null, names));
    }

    public EndTransactionRequestHeader ToAnswer(Utf8Text group, TransactionOutcome outcome) =>
        new()
        {
            Topic = _topic,
            ProducerGroup = group,
            TransactionStateTableOffset = _queueOffset,
            CommitLogOffset = _commitLogOffset,
            CommitOrRollback = TransactionCodes.Of(outcome),
            FromTransactionCheck = true,
            MessageId = TransactionId,
            TransactionId = _brokersTransactionId,
            BrokerName = BrokerName,
        };

    private string? Property(ReadOnlySpan<byte> name) =>
        PropertiesText.TryGet(_record.Properties.Span, name, out ReadOnlySpan<byte> value)
            ? System.Text.Encoding.UTF8.GetString(value)
            : null;
}
