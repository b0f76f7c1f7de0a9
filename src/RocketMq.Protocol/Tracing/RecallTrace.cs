namespace RocketMq.Protocol;

/// <summary>The trace record of taking a delayed message back (broker reference, appendix G).</summary>
public readonly record struct RecallTrace
{
    /// <summary>When it was asked for, in Unix milliseconds.</summary>
    public long Timestamp { get; init; }

    /// <summary>The broker's region.</summary>
    public string? Region { get; init; }

    /// <summary>The producer group.</summary>
    public string? Group { get; init; }

    /// <summary>The topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The id that the client gave the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether the broker took it back.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>Appends the record's text.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output)
    {
        TraceWriter writer = new(output);
        writer.Begin("Recall"u8);
        writer.Add(Timestamp);
        writer.Add(Region);
        writer.Add(Group);
        writer.Add(Topic);
        writer.Add(MessageId);
        writer.Add(IsSuccess);
        writer.End();
    }
}
