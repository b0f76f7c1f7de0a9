using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>A broker's question about a half message (39), copied out of its frame.</summary>
internal sealed class CheckRequest
{
    private const int MaxBodySize = 64 * 1024 * 1024;

    private readonly MessageRecord _record;

    private CheckRequest(RequestContext context, BrokerDirectory brokers, int size, in MessageRecord record)
    {
        var header = context.Request.ReadHeader<CheckTransactionStateRequestHeader>();
        _record = record;
        Size = size;
        Group = Property("PGROUP"u8) ?? "";
        // Not every broker says in the question who it is.
        string? brokerName = header.BrokerName.ToStringOrNull();
        Copy = new CheckedCopy(
            context.Connection,
            string.IsNullOrEmpty(brokerName) ? brokers.Find(context.Connection)?.Name ?? "" : brokerName,
            record.Topic.ToString(),
            Property("UNIQ_KEY"u8) ?? header.MessageId.ToString(),
            header.TransactionStateTableOffset,
            header.CommitLogOffset,
            header.TransactionId.ToStringOrNull()
        );
    }

    /// <summary>What the question is about, as its answer names it.</summary>
    public CheckedCopy Copy { get; }

    /// <summary>The group of the producer that sent the message.</summary>
    public string Group { get; }

    public string TransactionId => Copy.TransactionId;

    /// <summary>How many bytes of memory the message takes.</summary>
    public int Size { get; }

    /// <exception cref="ProtocolException">Header or message are malformed.</exception>
    public static CheckRequest Read(RequestContext context, BrokerDirectory brokers)
    {
        byte[] body = context.Request.Body.ToArray();
        int position = 0;
        if (!MessageRecordReader.TryRead(body, ref position, out MessageRecord record))
            throw new ProtocolException("A check of a transaction carries no message.");
        return new CheckRequest(context, brokers, body.Length, record);
    }

    /// <exception cref="ProtocolException">The body does not decompress.</exception>
    public TransactionCheck ToCheck(ResourceNames names)
    {
        MessageQueue queue = new(Copy.Topic, Copy.BrokerName, _record.QueueId);
        return new TransactionCheck(
            new ReceivedMessage(_record, queue, Copy.Topic, _record.GetDecompressedBody(MaxBodySize), tag: null, names)
        );
    }

    private string? Property(ReadOnlySpan<byte> name) =>
        PropertiesText.TryGet(_record.Properties.Span, name, out ReadOnlySpan<byte> value)
            ? System.Text.Encoding.UTF8.GetString(value)
            : null;
}
