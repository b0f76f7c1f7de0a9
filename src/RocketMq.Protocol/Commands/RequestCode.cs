namespace RocketMq.Protocol;

/// <summary>
/// What a request asks for, on name server, broker and client alike. Numbers are those of the Java class <c>RequestCode</c>;
/// codes above 32,767 exist in JSON headers only.
/// </summary>
public enum RequestCode
{
    /// <summary>Stores one message; header with long field names. <c>SEND_MESSAGE</c>.</summary>
    SendMessage = 10,

    /// <summary>Reads messages of one queue, waiting for them if asked to. <c>PULL_MESSAGE</c>.</summary>
    PullMessage = 11,

    /// <summary>Finds messages by key. <c>QUERY_MESSAGE</c>.</summary>
    QueryMessage = 12,

    /// <summary>Reads a group's committed offset of one queue. <c>QUERY_CONSUMER_OFFSET</c>.</summary>
    QueryConsumerOffset = 14,

    /// <summary>Commits a group's offset of one queue. <c>UPDATE_CONSUMER_OFFSET</c>.</summary>
    UpdateConsumerOffset = 15,

    /// <summary>Creates a topic or changes its settings. <c>UPDATE_AND_CREATE_TOPIC</c>.</summary>
    CreateTopic = 17,

    /// <summary><c>UPDATE_AND_CREATE_TOPIC_LIST</c>.</summary>
    CreateTopicList = 18,

    /// <summary><c>GET_ALL_TOPIC_CONFIG</c>.</summary>
    GetAllTopicConfig = 21,

    /// <summary><c>UPDATE_BROKER_CONFIG</c>.</summary>
    UpdateBrokerConfig = 25,

    /// <summary><c>GET_BROKER_CONFIG</c>.</summary>
    GetBrokerConfig = 26,

    /// <summary><c>GET_BROKER_RUNTIME_INFO</c>.</summary>
    GetBrokerRuntimeInfo = 28,

    /// <summary>Finds the offset for a store time. <c>SEARCH_OFFSET_BY_TIMESTAMP</c>.</summary>
    SearchOffsetByTimestamp = 29,

    /// <summary>Reads the offset after the last message of a queue. <c>GET_MAX_OFFSET</c>.</summary>
    GetMaxOffset = 30,

    /// <summary>Reads the offset of the oldest message of a queue. <c>GET_MIN_OFFSET</c>.</summary>
    GetMinOffset = 31,

    /// <summary>Reads the store time of the oldest message of a queue. <c>GET_EARLIEST_MSG_STORETIME</c>.</summary>
    GetEarliestMessageStoreTime = 32,

    /// <summary>Reads one message by its physical offset. <c>VIEW_MESSAGE_BY_ID</c>.</summary>
    ViewMessageById = 33,

    /// <summary>Announces a client's groups and subscriptions and keeps its connection alive. <c>HEART_BEAT</c>.</summary>
    Heartbeat = 34,

    /// <summary>Removes a client from its groups. <c>UNREGISTER_CLIENT</c>.</summary>
    UnregisterClient = 35,

    /// <summary>Hands a message back for a later retry or to the dead letters. <c>CONSUMER_SEND_MSG_BACK</c>.</summary>
    ConsumerSendMessageBack = 36,

    /// <summary>Commits or rolls back a transactional message; one-way. <c>END_TRANSACTION</c>.</summary>
    EndTransaction = 37,

    /// <summary>Lists the client ids of a consumer group. <c>GET_CONSUMER_LIST_BY_GROUP</c>.</summary>
    GetConsumerListByGroup = 38,

    /// <summary>Broker to client: asks for the outcome of a transaction. <c>CHECK_TRANSACTION_STATE</c>.</summary>
    CheckTransactionState = 39,

    /// <summary>Broker to client: the members of a consumer group changed. <c>NOTIFY_CONSUMER_IDS_CHANGED</c>.</summary>
    NotifyConsumerIdsChanged = 40,

    /// <summary>Takes the orderly locks of queues. <c>LOCK_BATCH_MQ</c>.</summary>
    LockBatchMessageQueue = 41,

    /// <summary>Gives orderly locks back. <c>UNLOCK_BATCH_MQ</c>.</summary>
    UnlockBatchMessageQueue = 42,

    /// <summary><c>GET_ALL_CONSUMER_OFFSET</c>.</summary>
    GetAllConsumerOffset = 43,

    /// <summary><c>GET_ALL_DELAY_OFFSET</c>.</summary>
    GetAllDelayOffset = 45,

    /// <summary>Checks whether a subscription expression compiles. <c>CHECK_CLIENT_CONFIG</c>.</summary>
    CheckClientConfig = 46,

    /// <summary><c>GET_CLIENT_CONFIG</c>.</summary>
    GetClientConfig = 47,

    /// <summary><c>GET_TIMER_CHECK_POINT</c>.</summary>
    GetTimerCheckPoint = 60,

    /// <summary><c>GET_TIMER_METRICS</c>.</summary>
    GetTimerMetrics = 61,

    /// <summary>Sets a key of the name server. <c>PUT_KV_CONFIG</c>.</summary>
    PutKeyValueConfig = 100,

    /// <summary>Reads a key of the name server. <c>GET_KV_CONFIG</c>.</summary>
    GetKeyValueConfig = 101,

    /// <summary>Deletes a key of the name server. <c>DELETE_KV_CONFIG</c>.</summary>
    DeleteKeyValueConfig = 102,

    /// <summary><c>REGISTER_BROKER</c>.</summary>
    RegisterBroker = 103,

    /// <summary><c>UNREGISTER_BROKER</c>.</summary>
    UnregisterBroker = 104,

    /// <summary>Reads the route of a topic from a name server. <c>GET_ROUTEINFO_BY_TOPIC</c>.</summary>
    GetRouteInfoByTopic = 105,

    /// <summary>Lists clusters and brokers. <c>GET_BROKER_CLUSTER_INFO</c>.</summary>
    GetBrokerClusterInfo = 106,

    /// <summary><c>UPDATE_AND_CREATE_SUBSCRIPTIONGROUP</c>.</summary>
    CreateSubscriptionGroup = 200,

    /// <summary><c>GET_ALL_SUBSCRIPTIONGROUP_CONFIG</c>.</summary>
    GetAllSubscriptionGroupConfig = 201,

    /// <summary>Reads the offset range of every queue of a topic. <c>GET_TOPIC_STATS_INFO</c>.</summary>
    GetTopicStatsInfo = 202,

    /// <summary><c>GET_CONSUMER_CONNECTION_LIST</c>.</summary>
    GetConsumerConnectionList = 203,

    /// <summary><c>GET_PRODUCER_CONNECTION_LIST</c>.</summary>
    GetProducerConnectionList = 204,

    /// <summary><c>WIPE_WRITE_PERM_OF_BROKER</c>.</summary>
    WipeWritePermissionOfBroker = 205,

    /// <summary><c>GET_ALL_TOPIC_LIST_FROM_NAMESERVER</c>.</summary>
    GetAllTopicListFromNameServer = 206,

    /// <summary><c>DELETE_SUBSCRIPTIONGROUP</c>.</summary>
    DeleteSubscriptionGroup = 207,

    /// <summary><c>GET_CONSUME_STATS</c>.</summary>
    GetConsumeStats = 208,

    /// <summary>Deletes a topic on a broker. <c>DELETE_TOPIC_IN_BROKER</c>.</summary>
    DeleteTopicInBroker = 215,

    /// <summary>Deletes a topic from the name server. <c>DELETE_TOPIC_IN_NAMESRV</c>.</summary>
    DeleteTopicInNameServer = 216,

    /// <summary><c>GET_KVLIST_BY_NAMESPACE</c>.</summary>
    GetKeyValueListByNamespace = 219,

    /// <summary>Broker to client: sets the offsets of a group. <c>RESET_CONSUMER_CLIENT_OFFSET</c>.</summary>
    ResetConsumerClientOffset = 220,

    /// <summary>Broker to client: asks for a consumer's offsets. <c>GET_CONSUMER_STATUS_FROM_CLIENT</c>.</summary>
    GetConsumerStatusFromClient = 221,

    /// <summary>Asks the broker to reset the offsets of a group. <c>INVOKE_BROKER_TO_RESET_OFFSET</c>.</summary>
    InvokeBrokerToResetOffset = 222,

    /// <summary><c>INVOKE_BROKER_TO_GET_CONSUMER_STATUS</c>.</summary>
    InvokeBrokerToGetConsumerStatus = 223,

    /// <summary><c>GET_TOPICS_BY_CLUSTER</c>.</summary>
    GetTopicsByCluster = 224,

    /// <summary><c>UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST</c>.</summary>
    CreateSubscriptionGroupList = 225,

    /// <summary><c>QUERY_TOPIC_CONSUME_BY_WHO</c>.</summary>
    QueryTopicConsumeByWho = 300,

    /// <summary><c>QUERY_CONSUME_TIME_SPAN</c>.</summary>
    QueryConsumeTimeSpan = 303,

    /// <summary><c>GET_SYSTEM_TOPIC_LIST_FROM_NS</c>.</summary>
    GetSystemTopicListFromNameServer = 304,

    /// <summary><c>GET_SYSTEM_TOPIC_LIST_FROM_BROKER</c>.</summary>
    GetSystemTopicListFromBroker = 305,

    /// <summary><c>CLEAN_EXPIRED_CONSUMEQUEUE</c>.</summary>
    CleanExpiredConsumeQueue = 306,

    /// <summary>Asks for the state of one consumer; broker and client both answer it. <c>GET_CONSUMER_RUNNING_INFO</c>.</summary>
    GetConsumerRunningInfo = 307,

    /// <summary><c>QUERY_CORRECTION_OFFSET</c>.</summary>
    QueryCorrectionOffset = 308,

    /// <summary>Hands one message to one consumer; broker and client both answer it. <c>CONSUME_MESSAGE_DIRECTLY</c>.</summary>
    ConsumeMessageDirectly = 309,

    /// <summary>Stores one message; header with one-letter field names. <c>SEND_MESSAGE_V2</c>.</summary>
    SendMessageV2 = 310,

    /// <summary><c>GET_UNIT_TOPIC_LIST</c>.</summary>
    GetUnitTopicList = 311,

    /// <summary><c>GET_HAS_UNIT_SUB_TOPIC_LIST</c>.</summary>
    GetHasUnitSubTopicList = 312,

    /// <summary><c>GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST</c>.</summary>
    GetHasUnitSubNonUnitTopicList = 313,

    /// <summary><c>CLONE_GROUP_OFFSET</c>.</summary>
    CloneGroupOffset = 314,

    /// <summary><c>VIEW_BROKER_STATS_DATA</c>.</summary>
    ViewBrokerStatsData = 315,

    /// <summary><c>CLEAN_UNUSED_TOPIC</c>.</summary>
    CleanUnusedTopic = 316,

    /// <summary><c>GET_BROKER_CONSUME_STATS</c>.</summary>
    GetBrokerConsumeStats = 317,

    /// <summary><c>UPDATE_NAMESRV_CONFIG</c>.</summary>
    UpdateNameServerConfig = 318,

    /// <summary><c>GET_NAMESRV_CONFIG</c>.</summary>
    GetNameServerConfig = 319,

    /// <summary>Stores several messages of one topic at once. <c>SEND_BATCH_MESSAGE</c>.</summary>
    SendBatchMessage = 320,

    /// <summary><c>QUERY_CONSUME_QUEUE</c>.</summary>
    QueryConsumeQueue = 321,

    /// <summary><c>QUERY_DATA_VERSION</c>.</summary>
    QueryDataVersion = 322,

    /// <summary><c>RESUME_CHECK_HALF_MESSAGE</c>.</summary>
    ResumeCheckHalfMessage = 323,

    /// <summary>Stores a reply message; long field names. <c>SEND_REPLY_MESSAGE</c>.</summary>
    SendReplyMessage = 324,

    /// <summary>Stores a reply message; one-letter field names. <c>SEND_REPLY_MESSAGE_V2</c>.</summary>
    SendReplyMessageV2 = 325,

    /// <summary>Broker to client: delivers a reply message. <c>PUSH_REPLY_MESSAGE_TO_CLIENT</c>.</summary>
    PushReplyMessageToClient = 326,

    /// <summary><c>ADD_WRITE_PERM_OF_BROKER</c>.</summary>
    AddWritePermissionOfBroker = 327,

    /// <summary><c>GET_ALL_PRODUCER_INFO</c>.</summary>
    GetAllProducerInfo = 328,

    /// <summary><c>DELETE_EXPIRED_COMMITLOG</c>.</summary>
    DeleteExpiredCommitLog = 329,

    /// <summary><c>QUERY_TOPICS_BY_CONSUMER</c>.</summary>
    QueryTopicsByConsumer = 343,

    /// <summary><c>QUERY_SUBSCRIPTION_BY_CONSUMER</c>.</summary>
    QuerySubscriptionByConsumer = 345,

    /// <summary><c>GET_TOPIC_CONFIG</c>.</summary>
    GetTopicConfig = 351,

    /// <summary><c>GET_SUBSCRIPTIONGROUP_CONFIG</c>.</summary>
    GetSubscriptionGroupConfig = 352,

    /// <summary><c>UPDATE_AND_GET_GROUP_FORBIDDEN</c>.</summary>
    UpdateAndGetGroupForbidden = 353,

    /// <summary><c>CHECK_ROCKSDB_CQ_WRITE_PROGRESS</c>.</summary>
    CheckRocksDbConsumeQueueWriteProgress = 354,

    /// <summary><c>EXPORT_ROCKSDB_CONFIG_TO_JSON</c>.</summary>
    ExportRocksDbConfigToJson = 355,

    /// <summary>Reads messages like a pull, on behalf of a lite consumer. <c>LITE_PULL_MESSAGE</c>.</summary>
    LitePullMessage = 361,

    /// <summary>Takes back a delayed message. <c>RECALL_MESSAGE</c>.</summary>
    RecallMessage = 370,

    /// <summary>Asks the broker for the queues a consumer should read. <c>QUERY_ASSIGNMENT</c>.</summary>
    QueryAssignment = 400,

    /// <summary><c>SET_MESSAGE_REQUEST_MODE</c>.</summary>
    SetMessageRequestMode = 401,

    /// <summary><c>GET_ALL_MESSAGE_REQUEST_MODE</c>.</summary>
    GetAllMessageRequestMode = 402,

    /// <summary><c>UPDATE_AND_CREATE_STATIC_TOPIC</c>.</summary>
    UpdateAndCreateStaticTopic = 513,

    /// <summary><c>GET_BROKER_MEMBER_GROUP</c>.</summary>
    GetBrokerMemberGroup = 901,

    /// <summary><c>ADD_BROKER</c>.</summary>
    AddBroker = 902,

    /// <summary><c>REMOVE_BROKER</c>.</summary>
    RemoveBroker = 903,

    /// <summary><c>BROKER_HEARTBEAT</c>.</summary>
    BrokerHeartbeat = 904,

    /// <summary><c>GET_BROKER_HA_STATUS</c>.</summary>
    GetBrokerHaStatus = 907,

    /// <summary><c>RESET_MASTER_FLUSH_OFFSET</c>.</summary>
    ResetMasterFlushOffset = 908,

    /// <summary><c>GET_BROKER_EPOCH_CACHE</c>.</summary>
    GetBrokerEpochCache = 1007,

    /// <summary><c>UPDATE_CONTROLLER_CONFIG</c>.</summary>
    UpdateControllerConfig = 1009,

    /// <summary><c>GET_CONTROLLER_CONFIG</c>.</summary>
    GetControllerConfig = 1010,

    /// <summary><c>CLEAN_BROKER_DATA</c>.</summary>
    CleanBrokerData = 1011,

    /// <summary><c>UPDATE_COLD_DATA_FLOW_CTR_CONFIG</c>.</summary>
    UpdateColdDataFlowControlConfig = 2001,

    /// <summary><c>REMOVE_COLD_DATA_FLOW_CTR_CONFIG</c>.</summary>
    RemoveColdDataFlowControlConfig = 2002,

    /// <summary><c>GET_COLD_DATA_FLOW_CTR_INFO</c>.</summary>
    GetColdDataFlowControlInfo = 2003,

    /// <summary><c>SET_COMMITLOG_READ_MODE</c>.</summary>
    SetCommitLogReadMode = 2004,

    /// <summary><c>AUTH_CREATE_USER</c>.</summary>
    AuthCreateUser = 3001,

    /// <summary><c>AUTH_UPDATE_USER</c>.</summary>
    AuthUpdateUser = 3002,

    /// <summary><c>AUTH_DELETE_USER</c>.</summary>
    AuthDeleteUser = 3003,

    /// <summary><c>AUTH_GET_USER</c>.</summary>
    AuthGetUser = 3004,

    /// <summary><c>AUTH_LIST_USER</c>.</summary>
    AuthListUser = 3005,

    /// <summary><c>AUTH_CREATE_ACL</c>.</summary>
    AuthCreateAcl = 3006,

    /// <summary><c>AUTH_UPDATE_ACL</c>.</summary>
    AuthUpdateAcl = 3007,

    /// <summary><c>AUTH_DELETE_ACL</c>.</summary>
    AuthDeleteAcl = 3008,

    /// <summary><c>AUTH_GET_ACL</c>.</summary>
    AuthGetAcl = 3009,

    /// <summary><c>AUTH_LIST_ACL</c>.</summary>
    AuthListAcl = 3010,

    /// <summary>Receives messages with an invisibility time. <c>POP_MESSAGE</c>.</summary>
    PopMessage = 200050,

    /// <summary>Acknowledges a popped message. <c>ACK_MESSAGE</c>.</summary>
    AckMessage = 200051,

    /// <summary>Reads messages without making them invisible. <c>PEEK_MESSAGE</c>.</summary>
    PeekMessage = 200052,

    /// <summary>Changes the invisibility time of a popped message. <c>CHANGE_MESSAGE_INVISIBLETIME</c>.</summary>
    ChangeMessageInvisibleTime = 200053,

    /// <summary>Waits until a popped queue has messages. <c>NOTIFICATION</c>.</summary>
    Notification = 200054,

    /// <summary>Counts waiting pop requests. <c>POLLING_INFO</c>.</summary>
    PollingInfo = 200055,

    /// <summary><c>POP_ROLLBACK</c>.</summary>
    PopRollback = 200056,

    /// <summary>Acknowledges several popped messages. <c>BATCH_ACK_MESSAGE</c>.</summary>
    BatchAckMessage = 200151,
}
