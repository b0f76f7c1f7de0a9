using System.Globalization;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>
/// Transactions that a real Java client made, made again with its frames; only the offsets in its decisions are those that this
/// broker gave. Answers, checks and committed records must look as the real broker's.
/// </summary>
public sealed class GoldenTransactionTests
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(3);

    public static TheoryData<string> Captures =>
        [
            .. new[]
            {
                "commit",
                "commit_then_pull",
                "rollback",
                "unknown_then_check_commit",
                "unknown_then_check_unknown_then_commit",
            }.SelectMany(scenario => new[] { $"transaction/{scenario}.json", $"transaction/{scenario}.rocketmq" }),
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task A_real_clients_transaction_goes_the_way_it_went(string capture)
    {
        var time = new ManualTimeProvider();
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions
            {
                BrokerName = "broker-g",
                ClusterName = "GoldenCluster",
                FirstTransactionCheckAfter = TimeSpan.FromSeconds(2),
                TransactionCheckInterval = CheckInterval,
                TimeProvider = time,
            },
            TestContext.Current.CancellationToken
        );
        var frames = GoldenFrame.Load(capture);
        var connections = new Dictionary<int, RawConnection>();
        try
        {
            Half half = default;
            foreach (var frame in frames)
            {
                if (!connections.TryGetValue(frame.Connection, out var connection))
                    connections[frame.Connection] = connection = await RawConnection.OpenAsync(broker.BrokerAddress);
                half = await StepAsync(frames, frame, connection, half, time);
            }
            await connections[1].AskAsync(Heartbeat("anybody"));
            broker.Inspection.PendingTransactions.ShouldBe(0);
            broker.Inspection.CountMessages(half.Topic).ShouldBe(capture.Contains("rollback", StringComparison.Ordinal) ? 0 : 1);
        }
        finally
        {
            foreach (var connection in connections.Values)
                connection.Dispose();
        }
    }

    private static async Task<Half> StepAsync(
        IReadOnlyList<GoldenFrame> frames,
        GoldenFrame frame,
        RawConnection connection,
        Half half,
        ManualTimeProvider time
    )
    {
        var where = $"frame {frame.Sequence}";
        if (frame.Parsed.IsResponse)
            return half;
        switch (frame.Parsed.RequestCode)
        {
            case RequestCode.SendMessageV2:
                var sent = frame.Parsed.ReadHeader<SendMessageV2RequestHeader>();
                await connection.AskAsync(Heartbeat(sent.ProducerGroup.ToString()));
                var answer = FrameReader.Parse((await connection.AskAsync(frame)).ShouldNotBeNull());
                JudgeFields(answer, ResponseTo(frames, frame), where);
                return Half.Of(sent.Topic.ToString(), answer.Header.ToDictionary());
            case RequestCode.EndTransaction:
                await connection.AskAsync(Decision(frame, half));
                return half;
            case RequestCode.CheckTransactionState:
                time.Advance(CheckInterval);
                var check = FrameReader.Parse(await connection.NextRequestAsync());
                check.RequestCode.ShouldBe(RequestCode.CheckTransactionState, where);
                check.IsOneWay.ShouldBeTrue(where);
                JudgeFields(check, frame.Parsed, where);
                PropertyNames(check).ShouldBe(PropertyNames(frame.Parsed), ignoreOrder: true, where);
                return half;
            default:
                var pulled = FrameReader.Parse((await connection.AskAsync(frame)).ShouldNotBeNull());
                JudgeFields(pulled, ResponseTo(frames, frame), where);
                BodyShape.Of(pulled.Body).ShouldBe(BodyShape.Of(ResponseTo(frames, frame).Body), where);
                return half;
        }
    }

    private static RemotingFrame ResponseTo(IReadOnlyList<GoldenFrame> frames, GoldenFrame request) =>
        frames
            .Single(frame =>
                frame.Connection == request.Connection
                && frame.From == "broker"
                && frame.Parsed.IsResponse
                && frame.Parsed.Opaque == request.Parsed.Opaque
            )
            .Parsed;

    private static void JudgeFields(in RemotingFrame actual, in RemotingFrame expected, string where)
    {
        actual.Code.ShouldBe(expected.Code, where);
        actual.Header.ToDictionary().Keys.ShouldBe(expected.Header.ToDictionary().Keys, ignoreOrder: true, where);
    }

    private static Dictionary<string, string>.KeyCollection PropertyNames(in RemotingFrame check)
    {
        var position = 0;
        MessageRecordReader.TryRead(check.Body, ref position, out var record).ShouldBeTrue();
        ((int)record.SystemFlags).ShouldBe(0);
        return PropertiesText.Parse(record.Properties.Span).Keys;
    }

    private static GoldenFrame Decision(GoldenFrame captured, Half half)
    {
        var header = captured.Parsed.ReadHeader<EndTransactionRequestHeader>() with
        {
            CommitLogOffset = half.CommitLogOffset,
            TransactionStateTableOffset = half.QueueOffset,
        };
        return captured with { Bytes = Write(captured.Parsed.RequestCode, captured.Parsed.Flags, header, default) };
    }

    private static GoldenFrame Heartbeat(string group) =>
        new(
            0,
            1,
            "client",
            "broker",
            Write(
                RequestCode.Heartbeat,
                CommandFlags.None,
                default(HeartbeatRequestHeader),
                new HeartbeatData { ClientId = "golden", ProducerDataSet = [new ProducerData { GroupName = group }] }.ToUtf8Bytes()
            )
        );

    private static byte[] Write<THeader>(RequestCode code, CommandFlags flags, in THeader header, ReadOnlySpan<byte> body)
        where THeader : struct, IHeader<THeader>
    {
        using var buffer = new GrowableBuffer();
        FrameWriter.WriteRequest(buffer, code, 70_000, flags, FrameDefaults.Json, header, body);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Where this broker keeps the half message.</summary>
    private readonly record struct Half(string Topic, long QueueOffset, long CommitLogOffset)
    {
        public static Half Of(string topic, Dictionary<string, string> answer) =>
            new(topic, long.Parse(answer["queueOffset"], CultureInfo.InvariantCulture), OffsetMessageId.Parse(answer["msgId"]).Offset);
    }
}
