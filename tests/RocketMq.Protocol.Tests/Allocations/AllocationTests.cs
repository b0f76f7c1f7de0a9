using System.Net;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Allocations;

/// <summary>What runs per message allocates nothing, to the byte.</summary>
public sealed class AllocationTests
{
    private const int Rounds = 200;

    private static readonly SendMessageV2RequestHeader Send = new()
    {
        ProducerGroup = Utf8Text.Encode("group"),
        Topic = Utf8Text.Encode("orders"),
        DefaultTopic = "TBW102",
        DefaultTopicQueueNums = 4,
        QueueId = 3,
        BornTimestamp = 1_700_000_000_000,
        Properties = "UNIQ_KEY\u0001ABC\u0002TAGS\u0001标签\u0002",
        ReconsumeTimes = 0,
        BrokerName = Utf8Text.Encode("broker-a"),
    };

    private static readonly PullMessageRequestHeader Pull = new()
    {
        ConsumerGroup = "group",
        Topic = "orders",
        QueueOffset = 100,
        MaxMessageCount = 32,
        Subscription = "*",
        ExpressionType = "TAG",
    };

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public void Writing_a_request_allocates_nothing(HeaderFormat format)
    {
        FrameDefaults defaults = format == HeaderFormat.Binary ? FrameDefaults.Binary : FrameDefaults.Json;
        using GrowableBuffer output = new(8192);
        Measure(() =>
            {
                output.Clear();
                FrameWriter.WriteRequest(output, RequestCode.SendMessageV2, 7, CommandFlags.None, defaults, Send, "body"u8);
            })
            .ShouldBe(0);
    }

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public void Writing_an_answer_allocates_nothing(HeaderFormat format)
    {
        FrameDefaults defaults = format == HeaderFormat.Binary ? FrameDefaults.Binary : FrameDefaults.Json;
        PullMessageResponseHeader header = new() { NextBeginOffset = 7, ForbiddenType = 1 };
        using GrowableBuffer output = new(8192);
        Measure(() =>
            {
                output.Clear();
                FrameWriter.WriteResponse(output, 0, 7, defaults, "FOUND", header, "body"u8);
            })
            .ShouldBe(0);
    }

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public void Parsing_a_frame_and_reading_its_header_allocates_nothing(HeaderFormat format)
    {
        FrameDefaults defaults = format == HeaderFormat.Binary ? FrameDefaults.Binary : FrameDefaults.Json;
        byte[] bytes = Encode.Frame(11, Pull, defaults, "body"u8, "remark");
        long offsets = 0;
        Measure(() =>
            {
                FrameReader.TryGetLength(bytes, FrameLimits.DefaultMaxFrameLength, out _);
                RemotingFrame frame = FrameReader.Parse(bytes);
                PullMessageRequestHeader header = frame.ReadHeader<PullMessageRequestHeader>();
                offsets += header.QueueOffset + header.Topic.ByteCount + frame.Remark.ByteCount + frame.Body.Length;
                frame.Header.TryGet("topic"u8, out _);
            })
            .ShouldBe(0);
        offsets.ShouldBe((Rounds + 1) * (100 + 6 + 6 + 4));
    }

    [Fact]
    public void Reading_binary_properties_of_a_send_allocates_nothing()
    {
        byte[] bytes = Encode.Frame(310, Send, FrameDefaults.Binary);
        Measure(() => FrameReader.Parse(bytes).ReadHeader<SendMessageV2RequestHeader>()).ShouldBe(0);
    }

    [Fact]
    public void Writing_and_reading_records_allocates_nothing()
    {
        MessageRecordFields fields = new()
        {
            BornHost = new IPEndPoint(IPAddress.Loopback, 1),
            StoreHost = new IPEndPoint(IPAddress.Loopback, 2),
            Body = new byte[128],
            Topic = Utf8Text.Encode("orders"),
            Properties = "TAGS\u0001a\u0002"u8.ToArray(),
        };
        using GrowableBuffer output = new(8192);
        Measure(() =>
            {
                output.Clear();
                MessageRecordWriter.Write(output, fields);
                int position = 0;
                MessageRecordReader.TryRead(output.WrittenMemory, ref position, out MessageRecord record);
                PropertiesText.TryGet(record.Properties.Span, "TAGS"u8, out ReadOnlySpan<byte> tag);
                if (TagCodes.JavaHash(tag) != 97 || record.Topic != fields.Topic)
                    throw new InvalidOperationException("The record was not read as written.");
            })
            .ShouldBe(0);
    }

    [Fact]
    public void Making_unique_ids_as_bytes_allocates_nothing()
    {
        UniqueIdGenerator ids = new(IPAddress.Loopback, 1, 2, TimeProvider.System);
        byte[] id = new byte[ids.Length];
        Measure(() => ids.WriteNext(id)).ShouldBe(0);
    }

    private static long Measure(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
            action();

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
