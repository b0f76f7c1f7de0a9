namespace RocketMq.Broker.Tests.Golden;

/// <summary>
/// Requests and replies that real Java clients exchanged, exchanged again with their frames: the answers, and what the broker passes on to the
/// requester, must look as the real broker's.
/// </summary>
public sealed class GoldenReplyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Captures =>
        [
            "request_reply/request_async.json",
            "request_reply/request_async.rocketmq",
            "request_reply/request_sync.json",
            "request_reply/request_sync.rocketmq",
        ];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task A_real_clients_request_gets_the_reply_the_way_it_went(string capture)
    {
        var frames = GoldenFrame.Load(capture);
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { BrokerName = "broker-g", ClusterName = "GoldenCluster" },
            Cancellation
        );
        var request = frames.Single(frame => frame.IsClientRequest && frame.Parsed.RequestCode == RequestCode.SendMessageV2);
        using var requester = await RawConnection.OpenAsync(broker.BrokerAddress);
        await requester.AskAsync(Heartbeat(request));
        using var responder = await RawConnection.OpenAsync(broker.BrokerAddress);

        var accepted = (await requester.AskAsync(request)).ShouldNotBeNull();
        GoldenReplayTests.Judge(FrameReader.Parse(accepted), AnswerTo(frames, request), capture);
        foreach (var reply in frames.Where(frame => frame.IsClientRequest && frame.Parsed.RequestCode == RequestCode.SendReplyMessageV2))
        {
            var answering = responder.AskAsync(reply);
            var expected = AnswerTo(frames, reply);
            if (expected.ResponseCode == ResponseCode.Success)
                await TakeAsync(requester, Pushed(frames));
            var answer = (await answering.Within("the answer to a reply")).ShouldNotBeNull();
            GoldenReplayTests.Judge(FrameReader.Parse(answer), expected, $"{capture}, frame {reply.Sequence}");
        }
    }

    private static async Task TakeAsync(RawConnection requester, RemotingFrame expected)
    {
        // Not its header format: a broker's own requests have the one it is set to, whatever its clients use.
        var pushed = FrameReader.Parse(await requester.NextRequestAsync());
        pushed.RequestCode.ShouldBe(expected.RequestCode);
        pushed.Header.ToDictionary().Keys.ShouldBe(expected.Header.ToDictionary().Keys, ignoreOrder: true);
        pushed.IsOneWay.ShouldBe(expected.IsOneWay);
        pushed.Body.ToArray().ShouldBe(expected.Body.ToArray());
        PropertyNames(pushed).ShouldBe(PropertyNames(expected), ignoreOrder: true);
        using var buffer = new GrowableBuffer();
        FrameWriter.WriteResponse(buffer, 0, pushed.Opaque, DefaultsOf(expected), default, default(HeartbeatRequestHeader), default);
        await requester.SendAsync(buffer.WrittenSpan.ToArray());
    }

    private static RemotingFrame Pushed(IReadOnlyList<GoldenFrame> frames) =>
        frames.Single(frame => frame.From == "broker" && !frame.Parsed.IsResponse).Parsed;

    private static RemotingFrame AnswerTo(IReadOnlyList<GoldenFrame> frames, GoldenFrame request) =>
        frames
            .Single(frame =>
                frame.Connection == request.Connection
                && frame.From == "broker"
                && frame.Parsed.IsResponse
                && frame.Parsed.Opaque == request.Parsed.Opaque
            )
            .Parsed;

    // The broker passes a reply on to a client that it knows by a heartbeat.
    private static GoldenFrame Heartbeat(GoldenFrame request)
    {
        var sent = request.Parsed.ReadHeader<SendMessageV2RequestHeader>();
        var data = new HeartbeatData
        {
            ClientId = PropertiesText.Parse(sent.Properties.ToUtf8().Span)[MessagePropertyNames.ReplyToClient],
            ProducerDataSet = [new ProducerData { GroupName = sent.ProducerGroup.ToString() }],
        };
        using var buffer = new GrowableBuffer();
        FrameWriter.WriteRequest(
            buffer,
            RequestCode.Heartbeat,
            70_000,
            CommandFlags.None,
            DefaultsOf(request.Parsed),
            default(HeartbeatRequestHeader),
            data.ToUtf8Bytes()
        );
        return new GoldenFrame(0, request.Connection, request.From, request.To, buffer.WrittenSpan.ToArray());
    }

    private static FrameDefaults DefaultsOf(in RemotingFrame frame) =>
        frame.Format == HeaderFormat.Json ? FrameDefaults.Json : FrameDefaults.Binary;

    private static Dictionary<string, string>.KeyCollection PropertyNames(in RemotingFrame pushed) =>
        PropertiesText.Parse(pushed.ReadHeader<ReplyMessageRequestHeader>().Properties.ToUtf8().Span).Keys;
}
