using System.Collections.Frozen;

namespace RocketMq.Protocol;

/// <summary>The property names the protocol keeps for itself; users may set any other.</summary>
public static class ReservedPropertyNames
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "1ST_POP_TIME",
            "ARRIVE_TIME",
            "BORN_TIMESTAMP",
            "BUYER_ID",
            "CLUSTER",
            "CONSUME_START_TIME",
            "CORRECTION_FLAG",
            "CORRELATION_ID",
            "DELAY",
            "DLQ_ORIGIN_MESSAGE_ID",
            "DLQ_ORIGIN_TOPIC",
            "DUP_INFO",
            "EXTEND_UNIQ_INFO",
            "INNER_MULTI_QUEUE_OFFSET",
            "INSTANCE_ID",
            "KEYS",
            "MAX_OFFSET",
            "MAX_RECONSUME_TIMES",
            "MIN_OFFSET",
            "MQ2_FLAG",
            "MSG_REGION",
            "MSG_TYPE",
            "ORIGIN_MESSAGE_ID",
            "PGROUP",
            "POP_CK",
            "POP_CK_OFFSET",
            "PUSH_REPLY_TIME",
            "REAL_QID",
            "REAL_TOPIC",
            "RECONSUME_TIME",
            "REPLY_TO_CLIENT",
            "RETRY_TOPIC",
            "TAGS",
            "TIMER_DELAY_LEVEL",
            "TIMER_DELAY_MS",
            "TIMER_DELAY_SEC",
            "TIMER_DELIVER_MS",
            "TIMER_DEL_UNIQKEY",
            "TIMER_DEQUEUE_MS",
            "TIMER_ENQUEUE_MS",
            "TIMER_OUT_MS",
            "TIMER_ROLL_TIMES",
            "TRACE_ON",
            "TRANSFER_FLAG",
            "TRAN_MSG",
            "TRAN_PREPARED_QUEUE_OFFSET",
            "TTL",
            "UNIQ_KEY",
            "WAIT",
            "__BORNHOST",
            "__CRC32#",
        ],
        StringComparer.Ordinal
    );

    /// <summary>Whether the protocol uses a property name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if users cannot set it.</returns>
    public static bool Contains(string name) => Names.Contains(name);
}
