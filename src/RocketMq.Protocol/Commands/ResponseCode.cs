namespace RocketMq;

/// <summary>How a request ended. Numbers are those of the Java class <c>ResponseCode</c>.</summary>
public enum ResponseCode
{
    /// <summary>Done. <c>SUCCESS</c>.</summary>
    Success = 0,

    /// <summary>The peer failed; its remark says why. <c>SYSTEM_ERROR</c>.</summary>
    SystemError = 1,

    /// <summary>The peer is overloaded; another broker may answer. <c>SYSTEM_BUSY</c>.</summary>
    SystemBusy = 2,

    /// <summary>The peer does not know the request code. <c>REQUEST_CODE_NOT_SUPPORTED</c>.</summary>
    RequestCodeNotSupported = 3,

    /// <summary>The transaction could not be handled. <c>TRANSACTION_FAILED</c>.</summary>
    TransactionFailed = 4,

    /// <summary>Stored, but not flushed to disk in time. <c>FLUSH_DISK_TIMEOUT</c>.</summary>
    FlushDiskTimeout = 10,

    /// <summary>Stored, but no replica is available. <c>SLAVE_NOT_AVAILABLE</c>.</summary>
    SlaveNotAvailable = 11,

    /// <summary>Stored, but not replicated in time. <c>FLUSH_SLAVE_TIMEOUT</c>.</summary>
    FlushSlaveTimeout = 12,

    /// <summary>The broker refuses the message; its remark says why. <c>MESSAGE_ILLEGAL</c>.</summary>
    MessageIllegal = 13,

    /// <summary>The broker does not take messages now. <c>SERVICE_NOT_AVAILABLE</c>.</summary>
    ServiceNotAvailable = 14,

    /// <summary><c>VERSION_NOT_SUPPORTED</c>.</summary>
    VersionNotSupported = 15,

    /// <summary>The broker, topic or group lacks the permission. <c>NO_PERMISSION</c>.</summary>
    NoPermission = 16,

    /// <summary>The topic is unknown. <c>TOPIC_NOT_EXIST</c>.</summary>
    TopicNotExist = 17,

    /// <summary><c>TOPIC_EXIST_ALREADY</c>.</summary>
    TopicExistAlready = 18,

    /// <summary>A pull found nothing new. <c>PULL_NOT_FOUND</c>.</summary>
    PullNotFound = 19,

    /// <summary>A pull matched nothing yet; pull again at once. <c>PULL_RETRY_IMMEDIATELY</c>.</summary>
    PullRetryImmediately = 20,

    /// <summary>The pull offset is outside of the queue; the answer holds the one to go on with. <c>PULL_OFFSET_MOVED</c>.</summary>
    PullOffsetMoved = 21,

    /// <summary>The queried thing does not exist. <c>QUERY_NOT_FOUND</c>.</summary>
    QueryNotFound = 22,

    /// <summary>The subscription expression does not compile. <c>SUBSCRIPTION_PARSE_FAILED</c>.</summary>
    SubscriptionParseFailed = 23,

    /// <summary>The broker does not know the subscription. <c>SUBSCRIPTION_NOT_EXIST</c>.</summary>
    SubscriptionNotExist = 24,

    /// <summary>The broker knows an older subscription. <c>SUBSCRIPTION_NOT_LATEST</c>.</summary>
    SubscriptionNotLatest = 25,

    /// <summary>The consumer group is unknown. <c>SUBSCRIPTION_GROUP_NOT_EXIST</c>.</summary>
    SubscriptionGroupNotExist = 26,

    /// <summary><c>FILTER_DATA_NOT_EXIST</c>.</summary>
    FilterDataNotExist = 27,

    /// <summary><c>FILTER_DATA_NOT_LATEST</c>.</summary>
    FilterDataNotLatest = 28,

    /// <summary>A field of the request is not valid. <c>INVALID_PARAMETER</c>.</summary>
    InvalidParameter = 29,

    /// <summary><c>TRANSACTION_SHOULD_COMMIT</c>.</summary>
    TransactionShouldCommit = 200,

    /// <summary><c>TRANSACTION_SHOULD_ROLLBACK</c>.</summary>
    TransactionShouldRollback = 201,

    /// <summary><c>TRANSACTION_STATE_UNKNOW</c>.</summary>
    TransactionStateUnknown = 202,

    /// <summary><c>TRANSACTION_STATE_GROUP_WRONG</c>.</summary>
    TransactionStateGroupWrong = 203,

    /// <summary><c>NO_BUYER_ID</c>.</summary>
    NoBuyerId = 204,

    /// <summary><c>NOT_IN_CURRENT_UNIT</c>.</summary>
    NotInCurrentUnit = 205,

    /// <summary>The consumer is not connected. <c>CONSUMER_NOT_ONLINE</c>.</summary>
    ConsumerNotOnline = 206,

    /// <summary>The consumer did not answer in time. <c>CONSUME_MSG_TIMEOUT</c>.</summary>
    ConsumeMessageTimeout = 207,

    /// <summary>There is no such message. <c>NO_MESSAGE</c>.</summary>
    NoMessage = 208,

    /// <summary>Too many requests wait already. <c>POLLING_FULL</c>.</summary>
    PollingFull = 209,

    /// <summary>A pop found nothing in time. <c>POLLING_TIMEOUT</c>.</summary>
    PollingTimeout = 210,

    /// <summary><c>BROKER_NOT_EXIST</c>.</summary>
    BrokerNotExist = 211,

    /// <summary><c>BROKER_DISPATCH_NOT_COMPLETE</c>.</summary>
    BrokerDispatchNotComplete = 212,

    /// <summary><c>BROADCAST_CONSUMPTION</c>.</summary>
    BroadcastConsumption = 213,

    /// <summary>The caller sends too fast. <c>FLOW_CONTROL</c>.</summary>
    FlowControl = 215,

    /// <summary><c>NOT_LEADER_FOR_QUEUE</c>.</summary>
    NotLeaderForQueue = 501,

    /// <summary><c>ILLEGAL_OPERATION</c>.</summary>
    IllegalOperation = 604,

    /// <summary>The server goes down; connect again before the next request. <c>GO_AWAY</c>.</summary>
    GoAway = 1500,

    /// <summary><c>USER_NOT_EXIST</c>.</summary>
    UserNotExist = 3001,

    /// <summary><c>POLICY_NOT_EXIST</c>.</summary>
    PolicyNotExist = 3002,
}
