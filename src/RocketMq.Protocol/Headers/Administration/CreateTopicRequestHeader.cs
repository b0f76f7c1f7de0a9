namespace RocketMq.Protocol;

/// <summary>Creates a topic or changes its settings.</summary>
[RequestHeader(RequestCode.CreateTopic)]
public readonly partial record struct CreateTopicRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }

    /// <summary>The topic whose settings are taken over.</summary>
    [HeaderField("defaultTopic", Required = true)]
    public string? DefaultTopic { get; init; }

    /// <summary>The number of queues to read.</summary>
    [HeaderField("readQueueNums", Required = true)]
    public int ReadQueueNums { get; init; }

    /// <summary>The number of queues to write.</summary>
    [HeaderField("writeQueueNums", Required = true)]
    public int WriteQueueNums { get; init; }

    /// <summary>The bits of <see cref="TopicPermissions"/>.</summary>
    [HeaderField("perm", Required = true)]
    public int Permission { get; init; }

    /// <summary><c>SINGLE_TAG</c> or <c>MULTI_TAG</c>.</summary>
    [HeaderField("topicFilterType", Required = true)]
    public string? TopicFilterType { get; init; }

    /// <summary>The topic's flags.</summary>
    [HeaderField("topicSysFlag")]
    public int? TopicSysFlag { get; init; }

    /// <summary>Whether the topic keeps its order when a broker is missing.</summary>
    [HeaderField("order", Required = true)]
    public bool Order { get; init; }

    /// <summary>Attributes to set or to delete: <c>+name=value,-name</c>.</summary>
    [HeaderField("attributes")]
    public string? Attributes { get; init; }

    /// <summary>Whether to create what the cluster does not permit.</summary>
    [HeaderField("force")]
    public bool? Force { get; init; }
}
