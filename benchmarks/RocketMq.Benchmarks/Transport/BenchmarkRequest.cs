using RocketMq.Protocol;

namespace RocketMq.Benchmarks.Transport;

/// <summary>What every contestant sends: a message of 128 bytes with the fields that a producer sets.</summary>
internal static class BenchmarkRequest
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static readonly SendMessageV2RequestHeader Header = new()
    {
        ProducerGroup = Utf8Text.Encode("benchmark-producer"),
        Topic = Utf8Text.Encode("benchmark-topic"),
        DefaultTopic = Utf8Text.Encode("TBW102"),
        DefaultTopicQueueNums = 4,
        QueueId = 3,
        BornTimestamp = 1_770_000_000_000,
        Properties = Utf8Text.Encode(
            "TAGS\u0001created\u0002KEYS\u0001A-17\u0002UNIQ_KEY\u00017F000001A2B4C5D6E7F80000000000001\u0002WAIT\u0001true\u0002"
        ),
        ReconsumeTimes = 0,
        BrokerName = Utf8Text.Encode("broker-a"),
    };

    public static byte[] Body { get; } = new byte[128];
}
