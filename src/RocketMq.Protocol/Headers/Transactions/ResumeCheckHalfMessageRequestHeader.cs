namespace RocketMq.Protocol;

/// <summary>Lets the broker check a half message again.</summary>
[RequestHeader(RequestCode.ResumeCheckHalfMessage)]
public readonly partial record struct ResumeCheckHalfMessageRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public Utf8Text Topic { get; init; }

    /// <summary>The offset id of the half message.</summary>
    [HeaderField("msgId")]
    public string? MessageId { get; init; }
}
