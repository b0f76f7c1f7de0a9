namespace RocketMq.Protocol;

/// <summary>Names of message properties, as the Java class <c>MessageConst</c> has them.</summary>
public static class MessagePropertyNames
{
    /// <summary>Index keys, separated by one blank.</summary>
    public const string Keys = "KEYS";

    /// <summary>The tag.</summary>
    public const string Tags = "TAGS";

    /// <summary>Whether the send waits until the message is stored.</summary>
    public const string Wait = "WAIT";

    /// <summary>The delay level.</summary>
    public const string DelayLevel = "DELAY";

    /// <summary>The topic a retried message came from.</summary>
    public const string RetryTopic = "RETRY_TOPIC";

    /// <summary>The topic a delayed or transactional message is meant for.</summary>
    public const string RealTopic = "REAL_TOPIC";

    /// <summary>The queue a delayed or transactional message is meant for.</summary>
    public const string RealQueueId = "REAL_QID";

    /// <summary>Whether the message is part of a transaction.</summary>
    public const string TransactionPrepared = "TRAN_MSG";

    /// <summary>The producer group.</summary>
    public const string ProducerGroup = "PGROUP";

    /// <summary>The oldest offset when the message was pulled; set by the reader.</summary>
    public const string MinOffset = "MIN_OFFSET";

    /// <summary>The newest offset when the message was pulled; set by the reader.</summary>
    public const string MaxOffset = "MAX_OFFSET";

    /// <summary>Used between brokers and clients: <c>BUYER_ID</c>.</summary>
    public const string BuyerId = "BUYER_ID";

    /// <summary>The id of the message a retry was made from.</summary>
    public const string OriginMessageId = "ORIGIN_MESSAGE_ID";

    /// <summary>Used between brokers and clients: <c>TRANSFER_FLAG</c>.</summary>
    public const string TransferFlag = "TRANSFER_FLAG";

    /// <summary>Used between brokers and clients: <c>CORRECTION_FLAG</c>.</summary>
    public const string CorrectionFlag = "CORRECTION_FLAG";

    /// <summary>Used between brokers and clients: <c>MQ2_FLAG</c>.</summary>
    public const string Mq2Flag = "MQ2_FLAG";

    /// <summary>How often the message was handed back.</summary>
    public const string ReconsumeTime = "RECONSUME_TIME";

    /// <summary>The broker's region.</summary>
    public const string Region = "MSG_REGION";

    /// <summary>Whether the message is traced.</summary>
    public const string TraceOn = "TRACE_ON";

    /// <summary>The producer's unique id of the message.</summary>
    public const string UniqueId = "UNIQ_KEY";

    /// <summary>Used between brokers and clients: <c>EXTEND_UNIQ_INFO</c>.</summary>
    public const string ExtendUniqInfo = "EXTEND_UNIQ_INFO";

    /// <summary>After how many retries the dead letters follow.</summary>
    public const string MaxReconsumeTimes = "MAX_RECONSUME_TIMES";

    /// <summary>When its handler began, in milliseconds; set by the reader.</summary>
    public const string ConsumeStartTime = "CONSUME_START_TIME";

    /// <summary>How many messages an inner batch holds.</summary>
    public const string InnerNum = "INNER_NUM";

    /// <summary>The first offset of an inner batch.</summary>
    public const string InnerBase = "INNER_BASE";

    /// <summary>Used between brokers and clients: <c>DUP_INFO</c>.</summary>
    public const string DupInfo = "DUP_INFO";

    /// <summary>How long the first check waits, in seconds.</summary>
    public const string CheckImmunityTimeInSeconds = "CHECK_IMMUNITY_TIME_IN_SECONDS";

    /// <summary>Used between brokers and clients: <c>TRAN_PREPARED_QUEUE_OFFSET</c>.</summary>
    public const string TransactionPreparedQueueOffset = "TRAN_PREPARED_QUEUE_OFFSET";

    /// <summary>The id of the transaction.</summary>
    public const string TransactionId = "__transactionId__";

    /// <summary>How often the transaction was checked.</summary>
    public const string TransactionCheckTimes = "TRANSACTION_CHECK_TIMES";

    /// <summary>The namespace.</summary>
    public const string InstanceId = "INSTANCE_ID";

    /// <summary>Ties a reply to its request.</summary>
    public const string CorrelationId = "CORRELATION_ID";

    /// <summary>The client that waits for a reply.</summary>
    public const string ReplyToClient = "REPLY_TO_CLIENT";

    /// <summary>How long a request waits for its reply, in milliseconds.</summary>
    public const string TimeToLive = "TTL";

    /// <summary>Used between brokers and clients: <c>ARRIVE_TIME</c>.</summary>
    public const string ArriveTime = "ARRIVE_TIME";

    /// <summary>Used between brokers and clients: <c>PUSH_REPLY_TIME</c>.</summary>
    public const string PushReplyTime = "PUSH_REPLY_TIME";

    /// <summary>The cluster.</summary>
    public const string Cluster = "CLUSTER";

    /// <summary>Marks replies.</summary>
    public const string MessageType = "MSG_TYPE";

    /// <summary>The handle of a popped message.</summary>
    public const string PopCheckpoint = "POP_CK";

    /// <summary>Used between brokers and clients: <c>POP_CK_OFFSET</c>.</summary>
    public const string PopCheckpointOffset = "POP_CK_OFFSET";

    /// <summary>When the message was popped first.</summary>
    public const string FirstPopTime = "1ST_POP_TIME";

    /// <summary>The order key.</summary>
    public const string OrderKey = "__SHARDINGKEY";

    /// <summary>Used between brokers and clients: <c>PROPERTY_FORWARD_QUEUE_ID</c>.</summary>
    public const string ForwardQueueId = "PROPERTY_FORWARD_QUEUE_ID";

    /// <summary>Used between brokers and clients: <c>REDIRECT</c>.</summary>
    public const string Redirect = "REDIRECT";

    /// <summary>Used between brokers and clients: <c>INNER_MULTI_DISPATCH</c>.</summary>
    public const string InnerMultiDispatch = "INNER_MULTI_DISPATCH";

    /// <summary>Used between brokers and clients: <c>INNER_MULTI_QUEUE_OFFSET</c>.</summary>
    public const string InnerMultiQueueOffset = "INNER_MULTI_QUEUE_OFFSET";

    /// <summary>Carries the trace of the sender.</summary>
    public const string TraceContext = "TRACE_CONTEXT";

    /// <summary>The delay in seconds.</summary>
    public const string TimerDelaySec = "TIMER_DELAY_SEC";

    /// <summary>The delivery time in milliseconds since 1970.</summary>
    public const string TimerDeliverMs = "TIMER_DELIVER_MS";

    /// <summary>The producer's address.</summary>
    public const string BornHost = "__BORNHOST";

    /// <summary>When the producer made the message, in milliseconds since 1970.</summary>
    public const string BornTimestamp = "BORN_TIMESTAMP";

    /// <summary>Used between brokers and clients: <c>__RMQ.TRANSIENT.</c>.</summary>
    public const string TransientPrefix = "__RMQ.TRANSIENT.";

    /// <summary>Used between brokers and clients: <c>__RMQ.TRANSIENT.TOPIC_SYS_FLAG</c>.</summary>
    public const string TransientTopicSysFlag = "__RMQ.TRANSIENT.TOPIC_SYS_FLAG";

    /// <summary>Used between brokers and clients: <c>__RMQ.TRANSIENT.GROUP_SYS_FLAG</c>.</summary>
    public const string TransientGroupSysFlag = "__RMQ.TRANSIENT.GROUP_SYS_FLAG";

    /// <summary>Used between brokers and clients: <c>TIMER_ENQUEUE_MS</c>.</summary>
    public const string TimerEnqueueMs = "TIMER_ENQUEUE_MS";

    /// <summary>Used between brokers and clients: <c>TIMER_DEQUEUE_MS</c>.</summary>
    public const string TimerDequeueMs = "TIMER_DEQUEUE_MS";

    /// <summary>Used between brokers and clients: <c>TIMER_ROLL_TIMES</c>.</summary>
    public const string TimerRollTimes = "TIMER_ROLL_TIMES";

    /// <summary>Used between brokers and clients: <c>TIMER_OUT_MS</c>.</summary>
    public const string TimerOutMs = "TIMER_OUT_MS";

    /// <summary>Used between brokers and clients: <c>TIMER_DEL_UNIQKEY</c>.</summary>
    public const string TimerDelUniqkey = "TIMER_DEL_UNIQKEY";

    /// <summary>Used between brokers and clients: <c>TIMER_DELAY_LEVEL</c>.</summary>
    public const string TimerDelayLevel = "TIMER_DELAY_LEVEL";

    /// <summary>The delay in milliseconds.</summary>
    public const string TimerDelayMs = "TIMER_DELAY_MS";

    /// <summary>The checksum the broker adds.</summary>
    public const string Crc32 = "__CRC32#";

    /// <summary>The topic a dead letter came from.</summary>
    public const string DlqOriginTopic = "DLQ_ORIGIN_TOPIC";

    /// <summary>The id a dead letter had.</summary>
    public const string DlqOriginMessageId = "DLQ_ORIGIN_MESSAGE_ID";
}
