namespace RocketMq.Protocol;

/// <summary>The message that was taken back.</summary>
[ResponseHeader]
public readonly partial record struct RecallMessageResponseHeader
{
    /// <summary>Its unique id.</summary>
    [HeaderField("msgId", Required = true)]
    public string? MessageId { get; init; }

    /// <summary>The broker's region.</summary>
    [HeaderField("MSG_REGION")]
    public string? Region { get; init; }
}
