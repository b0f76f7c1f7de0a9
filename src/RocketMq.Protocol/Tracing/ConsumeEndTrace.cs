namespace RocketMq.Protocol;

/// <summary>The trace record of a message that was handled, <c>SubAfter</c> (broker reference, appendix G).</summary>
public readonly record struct ConsumeEndTrace
{
    /// <summary>Joins this record to the one of the start.</summary>
    public string? RequestId { get; init; }

    /// <summary>The message's id.</summary>
    public string? MessageId { get; init; }

    /// <summary>How long handling took, in milliseconds.</summary>
    public long Duration { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccess { get; init; }

    /// <summary>The keys, separated by spaces.</summary>
    public string? Keys { get; init; }

    /// <summary>How it ended: 0 success, 1 timeout, 2 exception, 3 no result, 4 failed.</summary>
    public int Outcome { get; init; }

    /// <summary>When handling ended, in Unix milliseconds; left out together with <see cref="Group"/> if null, as for the cloud service.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The consumer group.</summary>
    public string? Group { get; init; }

    /// <summary>Appends the record's text.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output)
    {
        TraceWriter writer = new(output);
        writer.Begin("SubAfter"u8);
        writer.Add(RequestId);
        writer.Add(MessageId);
        writer.Add(Duration);
        writer.Add(IsSuccess);
        writer.Add(Keys);
        writer.Add(Outcome);
        if (Timestamp is { } timestamp)
        {
            writer.Add(timestamp);
            writer.Add(Group);
        }
        else
        {
            writer.AddNothing();
        }
        writer.End();
    }
}
