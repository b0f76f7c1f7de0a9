namespace RocketMq.Protocol;

/// <summary>Takes back a delayed message.</summary>
[RequestHeader(RequestCode.RecallMessage)]
public readonly partial record struct RecallMessageRequestHeader
{
    /// <summary>The producer group.</summary>
    [HeaderField("producerGroup")]
    public string? ProducerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The handle the send answered with.</summary>
    [HeaderField("recallHandle", Required = true)]
    public string? RecallHandle { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
