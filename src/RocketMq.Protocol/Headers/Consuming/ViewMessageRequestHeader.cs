namespace RocketMq.Protocol;

/// <summary>Reads one message by its physical offset.</summary>
[RequestHeader(RequestCode.ViewMessageById)]
public readonly partial record struct ViewMessageRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public Utf8Text Topic { get; init; }

    /// <summary>The physical offset.</summary>
    [HeaderField("offset", Required = true)]
    public long Offset { get; init; }
}
