namespace RocketMq;

/// <summary>What went wrong, independent of the message text.</summary>
/// <remarks>Programs decide on this value; the text of the exception is for people.</remarks>
public enum RocketMqErrorReason
{
    /// <summary>Nothing more precise is known, for example a broker's plain SYSTEM_ERROR.</summary>
    Unknown = 0,

    /// <summary>No answer came within the time budget. The broker may have done what was asked.</summary>
    Timeout,

    /// <summary>The connection broke after the request was handed to it. The broker may have done what was asked.</summary>
    ConnectionLost,

    /// <summary>No connection could be made to the broker, so nothing was sent to it.</summary>
    BrokerUnreachable,

    /// <summary>The route names no reachable master for the broker that was asked for.</summary>
    BrokerNotFound,

    /// <summary>Not one of the configured name servers gave a usable answer.</summary>
    NameServerUnreachable,

    /// <summary>The name servers know no route for the topic, or no queue of it can be written or read.</summary>
    RouteNotFound,

    /// <summary>The broker does not know the topic and does not create it by itself.</summary>
    TopicNotFound,

    /// <summary>The broker does not know the consumer group and does not create it by itself.</summary>
    GroupNotFound,

    /// <summary>The broker is busy or applies flow control; waiting helps.</summary>
    Throttled,

    /// <summary>This client holds as many requests or bytes as it was told to; waiting helps.</summary>
    Overloaded,

    /// <summary>The topic, the group or the credentials do not permit what was asked.</summary>
    PermissionDenied,

    /// <summary>An <see cref="ICheckForbiddenHook"/> of this client objected; nothing was sent.</summary>
    Vetoed,

    /// <summary>The message was refused as it is, before or after it was sent.</summary>
    InvalidMessage,

    /// <summary>Body, properties or frame exceed a limit.</summary>
    MessageTooLarge,

    /// <summary>The arguments of the request were refused by the server.</summary>
    InvalidRequest,

    /// <summary>The subscription is unknown to the broker, does not compile, or is older than the registered one.</summary>
    InvalidSubscription,

    /// <summary>The group is already used by another producer or consumer of the same client.</summary>
    DuplicateGroup,

    /// <summary>What was asked for does not exist: an offset, a message, a client.</summary>
    NotFound,

    /// <summary>The server is of a version, or is configured so, that it does not do this.</summary>
    NotSupported,

    /// <summary>The peer sent something that is not the remoting protocol, or not an answer to this request.</summary>
    ProtocolViolation,

    /// <summary>The client, producer or consumer was disposed.</summary>
    ClientClosed,

    /// <summary>A request found no reply in time, whether or not somebody received it.</summary>
    NoReply,
}
