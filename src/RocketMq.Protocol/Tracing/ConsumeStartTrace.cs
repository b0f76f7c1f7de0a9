namespace RocketMq.Protocol;

/// <summary>The trace record of a message that is about to be handled, <c>SubBefore</c> (broker reference, appendix G).</summary>
public readonly record struct ConsumeStartTrace
{
    /// <summary>When handling began, in Unix milliseconds.</summary>
    public long Timestamp { get; init; }

    /// <summary>The broker's region.</summary>
    public string? Region { get; init; }

    /// <summary>The consumer group.</summary>
    public string? Group { get; init; }

    /// <summary>Joins this record to the one of the end.</summary>
    public string? RequestId { get; init; }

    /// <summary>The message's id.</summary>
    public string? MessageId { get; init; }

    /// <summary>How often handling failed before.</summary>
    public int RetryTimes { get; init; }

    /// <summary>The keys, separated by spaces.</summary>
    public string? Keys { get; init; }

    /// <summary>Appends the record's text.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output)
    {
        TraceWriter writer = new(output);
        writer.Begin("SubBefore"u8);
        writer.Add(Timestamp);
        writer.Add(Region);
        writer.Add(Group);
        writer.Add(RequestId);
        writer.Add(MessageId);
        writer.Add(RetryTimes);
        writer.Add(Keys);
        writer.End();
    }
}
