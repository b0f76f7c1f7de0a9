namespace RocketMq.Protocol;

/// <summary>Broker to client: asks for the outcome of a transaction; the message is the body.</summary>
[RequestHeader(RequestCode.CheckTransactionState)]
public readonly partial record struct CheckTransactionStateRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue offset of the half message.</summary>
    [HeaderField("tranStateTableOffset", Required = true)]
    public long TransactionStateTableOffset { get; init; }

    /// <summary>The physical offset of the half message.</summary>
    [HeaderField("commitLogOffset", Required = true)]
    public long CommitLogOffset { get; init; }

    /// <summary>The unique id of the message.</summary>
    [HeaderField("msgId")]
    public Utf8Text MessageId { get; init; }

    /// <summary>The id of the transaction.</summary>
    [HeaderField("transactionId")]
    public Utf8Text TransactionId { get; init; }

    /// <summary>The offset id of the half message.</summary>
    [HeaderField("offsetMsgId")]
    public Utf8Text OffsetMessageId { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
