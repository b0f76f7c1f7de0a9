namespace RocketMq;

/// <summary>What went wrong, independent of the message text.</summary>
/// <remarks>
/// Programs decide on this value; the text of the exception is for people. Numbers stay what they are; new members come at the end.
/// </remarks>
public enum RocketMqErrorReason
{
    /// <summary>Nothing more precise is known, for example a broker's plain SYSTEM_ERROR.</summary>
    Unknown = 0,

    /// <summary>No answer came within the time budget. The broker may have done what was asked.</summary>
    Timeout = 1,

    /// <summary>The connection broke after the request was handed to it. The broker may have done what was asked.</summary>
    ConnectionLost = 2,

    /// <summary>No connection could be made to the broker, so nothing was sent to it.</summary>
    BrokerUnreachable = 3,

    /// <summary>The route names no reachable master for the broker that was asked for.</summary>
    BrokerNotFound = 4,

    /// <summary>Not one of the configured name servers gave a usable answer.</summary>
    NameServerUnreachable = 5,

    /// <summary>The name servers know no route for the topic, or no queue of it can be written or read.</summary>
    RouteNotFound = 6,

    /// <summary>The broker does not know the topic and does not create it by itself.</summary>
    TopicNotFound = 7,

    /// <summary>The broker does not know the consumer group and does not create it by itself.</summary>
    GroupNotFound = 8,

    /// <summary>The broker is busy or applies flow control; waiting helps.</summary>
    Throttled = 9,

    /// <summary>This client holds as many requests or bytes as it was told to; waiting helps.</summary>
    Overloaded = 10,

    /// <summary>The topic, the group or the credentials do not permit what was asked.</summary>
    PermissionDenied = 11,

    /// <summary>An <see cref="ICheckForbiddenHook"/> of this client objected; nothing was sent.</summary>
    Vetoed = 12,

    /// <summary>The message was refused as it is, before or after it was sent.</summary>
    InvalidMessage = 13,

    /// <summary>Body, properties or frame exceed a limit.</summary>
    MessageTooLarge = 14,

    /// <summary>What was asked makes no sense, or comes too late; the server said so, or this client before anything was sent.</summary>
    InvalidRequest = 15,

    /// <summary>The subscription is unknown to the broker, does not compile, is older than the registered one, or differs from that of other members of the group.</summary>
    InvalidSubscription = 16,

    /// <summary>The group is already used by another producer or consumer of the same client.</summary>
    DuplicateGroup = 17,

    /// <summary>What was asked for does not exist: an offset, a message, a client.</summary>
    NotFound = 18,

    /// <summary>The server is of a version, or is configured so, that it does not do this.</summary>
    NotSupported = 19,

    /// <summary>The peer sent something that is not the remoting protocol, or not an answer to this request.</summary>
    ProtocolViolation = 20,

    /// <summary>A request found no reply in time, whether or not somebody received it.</summary>
    NoReply = 21,

    /// <summary>The broker stored the message less safely than it is configured to, and what was asked needs more than that.</summary>
    NotSafelyStored = 22,

    /// <summary>The local offsets of a broadcasting consumer cannot be used: the file is unreadable, or another consumer has it.</summary>
    OffsetsUnavailable = 23,
}
