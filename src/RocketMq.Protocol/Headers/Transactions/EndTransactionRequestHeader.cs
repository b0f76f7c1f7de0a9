namespace RocketMq.Protocol;

/// <summary>Commits or rolls back a transactional message; one-way, the remark carries the error of the local transaction.</summary>
[RequestHeader(RequestCode.EndTransaction)]
public readonly partial record struct EndTransactionRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public Utf8Text Topic { get; init; }

    /// <summary>The producer group.</summary>
    [HeaderField("producerGroup", Required = true)]
    public Utf8Text ProducerGroup { get; init; }

    /// <summary>The queue offset of the half message.</summary>
    [HeaderField("tranStateTableOffset", Required = true)]
    public long TransactionStateTableOffset { get; init; }

    /// <summary>The physical offset of the half message.</summary>
    [HeaderField("commitLogOffset", Required = true)]
    public long CommitLogOffset { get; init; }

    /// <summary>8 commits, 12 rolls back, 0 does not know.</summary>
    [HeaderField("commitOrRollback", Required = true)]
    public int CommitOrRollback { get; init; }

    /// <summary>Whether this answers a check.</summary>
    [HeaderField("fromTransactionCheck")]
    public bool FromTransactionCheck { get; init; }

    /// <summary>The unique id of the message.</summary>
    [HeaderField("msgId", Required = true)]
    public Utf8Text MessageId { get; init; }

    /// <summary>The id of the transaction.</summary>
    [HeaderField("transactionId")]
    public Utf8Text TransactionId { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
