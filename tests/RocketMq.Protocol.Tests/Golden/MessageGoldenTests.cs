using System.Globalization;
using System.Net;
using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Every captured message record, batch and sent message, against what the real decoder made of it.</summary>
public sealed class MessageGoldenTests
{
    private const int MaxBodySize = 1 << 20;

    public static TheoryData<string> Files() => [.. GoldenFolder.MessageFiles()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Messages_are_what_the_real_decoder_made_of_them(string file)
    {
        JsonElement expected = GoldenFolder.ReadJson(file);
        IReadOnlyList<GoldenFrame> frames = GoldenFolder.ReadFrames(expected.GetProperty("file").GetString()!);
        foreach (JsonElement entry in expected.GetProperty("frames").EnumerateArray())
        {
            GoldenFrame golden = frames.Single(frame => frame.Sequence == entry.GetProperty("seq").GetInt32());
            RemotingFrame frame = FrameReader.Parse(golden.Bytes);
            if (entry.TryGetProperty("messages", out JsonElement messages))
                CheckRecords(frame.Body, messages, golden.IsResponse);
            else if (entry.TryGetProperty("batch", out JsonElement batch))
                CheckBatch(frame.Body, batch);
            else if (entry.TryGetProperty("sent", out JsonElement sent))
                CheckSent(frame, sent);
            else
                // The real decoder failed for want of header fields; ours has defaults for them.
                frame.ReadHeader<SendMessageRequestHeader>().Topic.IsAbsent.ShouldBeTrue();
        }
    }

    internal static void CheckRecord(MessageRecord record, JsonElement expected)
    {
        record.Topic.ToString().ShouldBe(expected.GetProperty("topic").GetString());
        record.QueueId.ShouldBe(expected.GetProperty("queueId").GetInt32());
        record.QueueOffset.ShouldBe(expected.GetProperty("queueOffset").GetInt64());
        record.CommitLogOffset.ShouldBe(expected.GetProperty("commitLogOffset").GetInt64());
        record.StoreSize.ShouldBe(expected.GetProperty("storeSize").GetInt32());
        record.BodyCrc.ShouldBe(expected.GetProperty("bodyCRC").GetInt32());
        record.Flag.ShouldBe(expected.GetProperty("flag").GetInt32());
        ((int)(record.SystemFlags & ~SystemFlags.Compressed)).ShouldBe(expected.GetProperty("sysFlag").GetInt32() & ~1);
        record.BornTimestamp.ShouldBe(expected.GetProperty("bornTimestamp").GetInt64());
        record.BornHost.ShouldBe(ParseHost(expected.GetProperty("bornHost").GetString()!));
        record.StoreTimestamp.ShouldBe(expected.GetProperty("storeTimestamp").GetInt64());
        record.StoreHost.ShouldBe(ParseHost(expected.GetProperty("storeHost").GetString()!));
        record.ReconsumeTimes.ShouldBe(expected.GetProperty("reconsumeTimes").GetInt32());
        record.PreparedTransactionOffset.ShouldBe(expected.GetProperty("preparedTransactionOffset").GetInt64());
        PropertiesText.Parse(record.Properties.Span).ShouldBe(Properties(expected), ignoreOrder: true);
    }

    internal static void CheckBody(ReadOnlyMemory<byte> stored, SystemFlags flags, JsonElement expected)
    {
        byte[] body = expected.GetProperty("bodyBase64").GetString() is { } text ? Convert.FromBase64String(text) : [];
        bool isCompressed = (flags & SystemFlags.Compressed) != 0;
        ReadOnlyMemory<byte> plain = isCompressed ? MessageCompression.Decompress(stored, flags, MaxBodySize) : stored;
        plain.ToArray().ShouldBe(body);
    }

    /// <summary>The same record, written from its fields.</summary>
    internal static byte[] Rewrite(MessageRecord record)
    {
        using GrowableBuffer output = new(16);
        MessageRecordWriter
            .Write(
                output,
                new()
                {
                    QueueId = record.QueueId,
                    Flag = record.Flag,
                    QueueOffset = record.QueueOffset,
                    CommitLogOffset = record.CommitLogOffset,
                    SystemFlags = record.SystemFlags,
                    BornTimestamp = record.BornTimestamp,
                    BornHost = record.BornHost,
                    StoreTimestamp = record.StoreTimestamp,
                    StoreHost = record.StoreHost,
                    ReconsumeTimes = record.ReconsumeTimes,
                    PreparedTransactionOffset = record.PreparedTransactionOffset,
                    BodyCrc = record.BodyCrc,
                    Body = record.Body,
                    Topic = record.Topic,
                    Properties = record.Properties,
                }
            )
            .ShouldBe(record.StoreSize);
        return output.WrittenSpan.ToArray();
    }

    internal static Dictionary<string, string> Properties(JsonElement expected) =>
        expected.GetProperty("properties") is { ValueKind: JsonValueKind.Object } properties
            ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!)
            : [];

    private static void CheckRecords(ReadOnlyMemory<byte> records, JsonElement expected, bool isResponse)
    {
        int position = 0;
        foreach (JsonElement message in expected.EnumerateArray())
        {
            MessageRecordReader.TryRead(records, ref position, out MessageRecord record).ShouldBeTrue();
            CheckRecord(record, message);
            Crc32.Compute(record.Body.Span).ShouldBe(record.BodyCrc);
            CheckBody(record.Body, record.SystemFlags, message);
            record.OffsetMessageId.ShouldBe(message.GetProperty(isResponse ? "offsetMsgId" : "msgId").GetString());
            Rewrite(record).ShouldBe(record.Memory.ToArray());
        }

        MessageRecordReader.TryRead(records, ref position, out _).ShouldBeFalse();
    }

    private static void CheckBatch(ReadOnlyMemory<byte> body, JsonElement expected)
    {
        using GrowableBuffer rewritten = new(16);
        int position = 0;
        foreach (JsonElement part in expected.EnumerateArray())
        {
            BatchDecoder.TryRead(body, ref position, out BatchMember member).ShouldBeTrue();
            member.Flag.ShouldBe(part.GetProperty("flag").GetInt32());
            member.Body.ToArray().ShouldBe(Convert.FromBase64String(part.GetProperty("bodyBase64").GetString()!));
            PropertiesText.Parse(member.Properties.Span).ShouldBe(Properties(part), ignoreOrder: true);
            BatchEncoder.Write(rewritten, member);
        }

        BatchDecoder.TryRead(body, ref position, out _).ShouldBeFalse();
        rewritten.WrittenSpan.ToArray().ShouldBe(body.ToArray());
    }

    private static void CheckSent(RemotingFrame frame, JsonElement expected)
    {
        (Utf8Text topic, int flags, Utf8Text properties) = ReadSent(frame);
        topic.ToStringOrNull().ShouldBe(expected.GetProperty("topic").GetString());
        flags.ShouldBe(expected.GetProperty("sysFlag").GetInt32());
        PropertiesText.Parse(properties.ToUtf8().Span).ShouldBe(Properties(expected), ignoreOrder: true);
        CheckBody(frame.Body, (SystemFlags)flags, expected);
    }

    private static (Utf8Text Topic, int Flags, Utf8Text Properties) ReadSent(RemotingFrame frame)
    {
        switch (frame.RequestCode)
        {
            case RequestCode.SendMessage or RequestCode.SendReplyMessage:
                SendMessageRequestHeader header = frame.ReadHeader<SendMessageRequestHeader>();
                return (header.Topic, header.SysFlag, header.Properties);
            case RequestCode.PushReplyMessageToClient:
                ReplyMessageRequestHeader reply = frame.ReadHeader<ReplyMessageRequestHeader>();
                return (reply.Topic, reply.SysFlag, reply.Properties);
            default:
                SendMessageV2RequestHeader second = frame.ReadHeader<SendMessageV2RequestHeader>();
                return (second.Topic, second.SysFlag, second.Properties);
        }
    }

    private static IPEndPoint ParseHost(string text)
    {
        int colon = text.LastIndexOf(':');
        return new(IPAddress.Parse(text[..colon]), int.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));
    }
}
