namespace RocketMq.Protocol;

/// <summary>The trace record of a send (broker reference, appendix G).</summary>
public readonly record struct PublishTrace
{
    /// <summary>When the send began, in Unix milliseconds.</summary>
    public long Timestamp { get; init; }

    /// <summary>The broker's region.</summary>
    public string? Region { get; init; }

    /// <summary>The producer group.</summary>
    public string? Group { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The id that the client gave the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The tag; "null" on the wire if there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>The keys, separated by spaces; "null" on the wire if there are none.</summary>
    public string? Keys { get; init; }

    /// <summary>The broker's address.</summary>
    public string? StoreHost { get; init; }

    /// <summary>The length of the body in bytes.</summary>
    public int BodyLength { get; init; }

    /// <summary>How long the send took, in milliseconds.</summary>
    public long Duration { get; init; }

    /// <summary>What kind of message it is.</summary>
    public TraceMessageKind Kind { get; init; }

    /// <summary>The id that the broker gave the message.</summary>
    public string? OffsetMessageId { get; init; }

    /// <summary>Whether it was stored.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>Appends the record's text.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output)
    {
        TraceWriter writer = new(output);
        writer.Begin("Pub"u8);
        writer.Add(Timestamp);
        writer.Add(Region);
        writer.Add(Group);
        writer.Add(Topic);
        writer.Add(MessageId);
        writer.Add(Tag);
        writer.Add(Keys);
        writer.Add(StoreHost);
        writer.Add(BodyLength);
        writer.Add(Duration);
        writer.Add((int)Kind);
        writer.Add(OffsetMessageId);
        writer.Add(IsSuccess);
        writer.End();
    }
}
