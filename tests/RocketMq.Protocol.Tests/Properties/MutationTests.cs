using FsCheck;
using FsCheck.Fluent;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Properties;

/// <summary>Damaged frames, records, batches and bodies: a protocol error or a value, and never much memory.</summary>
public sealed class MutationTests
{
    /// <summary>Far below the frame limit of 16 MiB, and enough for the exceptions and small objects a damaged input costs.</summary>
    private const long MaxAllocated = 1 << 20;

    private static readonly byte[][] Frames =
    [
        .. GoldenFolder
            .FrameFiles()
            .SelectMany(GoldenFolder.ReadFrames)
            .Select(frame => frame.Bytes)
            .Where(bytes => bytes.Length < 4096)
            .Where((_, index) => index % 7 == 0),
    ];

    private static readonly Func<byte[], JsonBody>[] Bodies =
    [
        body => HeartbeatData.Parse(body),
        body => TopicRouteData.Parse(body),
        body => ConsumerRunningInfo.Parse(body),
        body => LockBatchBody.Parse(body),
        body => ResetOffsetBody.Parse(body),
        body => ConsumerStatusBody.Parse(body),
        body => ConsumeStats.Parse(body),
        body => ClusterInfo.Parse(body),
        body => TopicConfigTable.Parse(body),
    ];

    [Fact]
    public void Damaged_frames_give_protocol_errors_only() => Property.Holds(Damaged(Frames), ReadAll, cases: 5000);

    [Fact]
    public void Damaged_records_give_protocol_errors_only()
    {
        byte[][] records = [.. Generate.Record.Sample(40).Select(Write)];
        Property.Holds(
            Damaged(records),
            bytes =>
                Survives(() =>
                {
                    int position = 0;
                    while (MessageRecordReader.TryRead(bytes, ref position, out MessageRecord record))
                    {
                        record.BornHost.ShouldNotBeNull();
                        record.StoreHost.ShouldNotBeNull();
                        record.OffsetMessageId.ShouldNotBeNull();
                        PropertiesText.Parse(record.Properties.Span).ShouldNotBeNull();
                        record.GetDecompressedBody(4096).Length.ShouldBeLessThanOrEqualTo(4096);
                    }
                }),
            cases: 5000
        );
    }

    [Fact]
    public void Damaged_batches_give_protocol_errors_only()
    {
        using GrowableBuffer output = new();
        BatchEncoder.Write(output, new(1, "body one"u8.ToArray(), "a\u00011\u0002"u8.ToArray()));
        BatchEncoder.Write(output, new(2, "body two"u8.ToArray(), default));
        Property.Holds(
            Damaged([output.WrittenSpan.ToArray()]),
            bytes =>
                Survives(() =>
                {
                    int position = 0;
                    while (BatchDecoder.TryRead(bytes, ref position, out BatchMember member))
                        PropertiesText.Parse(member.Properties.Span).ShouldNotBeNull();
                }),
            cases: 2000
        );
    }

    [Fact]
    public void Random_bytes_are_no_frames_without_a_protocol_error() => Property.Holds(Generate.Bytes, ReadAll, cases: 2000);

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"offsetTable\":{{\"topic\":\"T\"}}}")]
    [InlineData("{\"offsetTable\":{\"T\":1}}")]
    [InlineData("{\"offsetTable\":[1]}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"offsetTable\":{{\"topic\":\"\\q\"}:1}}")]
    [InlineData("{\"a\":]}")]
    public void Malformed_bodies_give_protocol_errors(string json)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);
        if (json.Contains("u12", StringComparison.Ordinal))
            Should.NotThrow(() => ResetOffsetBody.Parse(bytes), "unknown members are skipped unread");
        else
            Should.Throw<ProtocolException>(() => ResetOffsetBody.Parse(bytes));
    }

    [Fact]
    public void Deep_nesting_gives_a_protocol_error()
    {
        string deep = "{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Should
            .Throw<ProtocolException>(() => HeartbeatData.Parse(System.Text.Encoding.UTF8.GetBytes(deep)))
            .Message.ShouldContain("nests deeper");
    }

    private static Gen<byte[]> Damaged(byte[][] originals) =>
        from original in Gen.Elements(originals)
        from edits in (
            from kind in Gen.Choose(0, 5)
            from position in Gen.Choose(0, int.MaxValue - 1)
            from value in Gen.Choose(0, 255)
            select (kind, position, (byte)value)
        ).ListOf()
        select edits.Aggregate(original, Damage);

    private static byte[] Damage(byte[] bytes, (int Kind, int Position, byte Value) edit)
    {
        int position = bytes.Length == 0 ? 0 : edit.Position % bytes.Length;
        List<byte> damaged = [.. bytes];
        switch (edit.Kind)
        {
            case 0:
                damaged.RemoveRange(position, bytes.Length - position);
                break;
            case 1:
                damaged.Insert(position, edit.Value);
                break;
            case 2 when bytes.Length > 8:
                // The lengths near the beginning are what a reader trusts first.
                damaged[position % 64 % bytes.Length] = edit.Value;
                break;
            default:
                if (bytes.Length > 0)
                    damaged[position] = edit.Value;
                break;
        }

        return [.. damaged];
    }

    private static void ReadAll(byte[] bytes) =>
        Survives(() =>
        {
            FrameReader.TryGetLength(bytes, FrameLimits.DefaultMaxFrameLength, out _);
            // With a right length prefix the damage reaches what is behind it.
            byte[] repaired = [.. bytes];
            if (repaired.Length >= 4)
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(repaired, repaired.Length - 4);

            RemotingFrame frame = FrameReader.Parse(repaired);
            frame.Remark.ToString().ShouldNotBeNull();
            Survives(() => frame.Header.ToDictionary().ShouldNotBeNull());
            Survives(() => frame.ReadHeader<SendMessageV2RequestHeader>());
            Survives(() => frame.ReadHeader<PullMessageRequestHeader>());
            byte[] body = frame.Body.ToArray();
            foreach (Func<byte[], JsonBody> parse in Bodies)
                Survives(() => parse(body));
        });

    private static void Survives(Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (ProtocolException exception)
        {
            exception.Message.ShouldNotBeEmpty();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MaxAllocated);
    }

    private static byte[] Write(MessageRecordFields fields)
    {
        using GrowableBuffer output = new();
        MessageRecordWriter.Write(output, fields);
        return output.WrittenSpan.ToArray();
    }
}
