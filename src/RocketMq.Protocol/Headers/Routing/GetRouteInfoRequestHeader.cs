namespace RocketMq.Protocol;

/// <summary>Reads the route of a topic.</summary>
[RequestHeader(RequestCode.GetRouteInfoByTopic)]
public readonly partial record struct GetRouteInfoRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>Whether the answer must be standard JSON.</summary>
    [HeaderField("acceptStandardJsonOnly")]
    public bool? AcceptStandardJsonOnly { get; init; }
}
