namespace RocketMq.Protocol;

/// <summary>Asks for a consumer's offsets; as <see cref="RequestCode.InvokeBrokerToGetConsumerStatus"/> it goes to the broker.</summary>
[RequestHeader(RequestCode.GetConsumerStatusFromClient)]
public readonly partial record struct GetConsumerStatusRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public Utf8Text Group { get; init; }

    /// <summary>Only this client.</summary>
    [HeaderField("clientAddr")]
    public string? ClientAddress { get; init; }
}
