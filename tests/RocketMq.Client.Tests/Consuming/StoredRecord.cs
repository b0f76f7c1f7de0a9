using System.Buffers;
using System.Net;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Tests.Consuming;

/// <summary>Makes stored records and messages without a broker.</summary>
internal static class StoredRecord
{
    public static readonly MessageQueue Queue = new("orders", "broker-a", 3);

    private static readonly IPEndPoint Host = new(IPAddress.Loopback, 10911);

    public static byte[] Create(
        long offset,
        string body = "body",
        string? tag = null,
        string? retryTopic = null,
        string? id = null,
        SystemFlags flags = 0,
        int reconsumeTimes = 0,
        string? key = null
    ) => Create(offset, System.Text.Encoding.UTF8.GetBytes(body), flags, tag, retryTopic, id, reconsumeTimes, key);

    public static byte[] Create(
        long offset,
        byte[] body,
        SystemFlags flags,
        string? tag = null,
        string? retryTopic = null,
        string? id = null,
        int reconsumeTimes = 0,
        string? key = null
    )
    {
        var properties = new ArrayBufferWriter<byte>();
        Write(properties, "TAGS", tag);
        Write(properties, "RETRY_TOPIC", retryTopic);
        Write(properties, "UNIQ_KEY", id);
        Write(properties, "__SHARDINGKEY", key);
        var output = new ArrayBufferWriter<byte>();
        MessageRecordWriter.Write(
            output,
            new MessageRecordFields
            {
                QueueId = Queue.QueueId,
                QueueOffset = offset,
                CommitLogOffset = offset * 100,
                BornTimestamp = 1000,
                BornHost = Host,
                StoreTimestamp = 2000,
                StoreHost = Host,
                SystemFlags = flags,
                ReconsumeTimes = reconsumeTimes,
                Topic = Queue.Topic,
                Body = body,
                Properties = properties.WrittenMemory,
            }
        );
        return output.WrittenSpan.ToArray();
    }

    public static ReceivedMessage CreateMessage(long offset, string body = "body", int reconsumeTimes = 0, string? key = null)
    {
        int position = 0;
        MessageRecordReader
            .TryRead(Create(offset, body, reconsumeTimes: reconsumeTimes, key: key), ref position, out MessageRecord record)
            .ShouldBeTrue();
        return new ReceivedMessage(record, Queue, Queue.Topic, record.Body, tag: null);
    }

    public static ConsumerSubscription Subscribe(string expression, bool isRetryTopic = false) =>
        ConsumerSubscription.Create(Queue.Topic, FilterExpression.Tags(expression), version: 1, isRetryTopic);

    private static void Write(ArrayBufferWriter<byte> output, string name, string? value)
    {
        if (value is not null)
            PropertiesText.Write(output, name, value);
    }
}
