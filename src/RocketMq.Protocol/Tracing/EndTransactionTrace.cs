namespace RocketMq.Protocol;

/// <summary>The trace record of a transaction's decision (broker reference, appendix G).</summary>
public readonly record struct EndTransactionTrace
{
    /// <summary>When it was decided, in Unix milliseconds.</summary>
    public long Timestamp { get; init; }

    /// <summary>The broker's region.</summary>
    public string? Region { get; init; }

    /// <summary>The producer group.</summary>
    public string? Group { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The id that the client gave the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The tag.</summary>
    public string? Tag { get; init; }

    /// <summary>The keys, separated by spaces.</summary>
    public string? Keys { get; init; }

    /// <summary>The broker's address.</summary>
    public string? StoreHost { get; init; }

    /// <summary>The transaction's id.</summary>
    public string? TransactionId { get; init; }

    /// <summary>COMMIT_MESSAGE, ROLLBACK_MESSAGE or UNKNOW (as the protocol spells it).</summary>
    public string? State { get; init; }

    /// <summary>Whether the broker had asked for the decision.</summary>
    public bool IsFromCheck { get; init; }

    /// <summary>Appends the record's text.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output)
    {
        TraceWriter writer = new(output);
        writer.Begin("EndTransaction"u8);
        writer.Add(Timestamp);
        writer.Add(Region);
        writer.Add(Group);
        writer.Add(Topic);
        writer.Add(MessageId);
        writer.Add(Tag);
        writer.Add(Keys);
        writer.Add(StoreHost);
        writer.Add((int)TraceMessageKind.TransactionCommit);
        writer.Add(TransactionId);
        writer.Add(State);
        writer.Add(IsFromCheck);
        writer.End();
    }
}
