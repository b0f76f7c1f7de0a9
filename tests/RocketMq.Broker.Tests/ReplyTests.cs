using System.Threading.Channels;
using RocketMq.Broker.Tests.Golden;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

/// <summary>Replies (325) on their way through the broker to the client that asked (326).</summary>
public sealed class ReplyTests
{
    [Fact]
    public async Task A_reply_is_passed_on_with_the_fields_and_properties_that_a_real_broker_gives_it()
    {
        var golden = GoldenFrame.Load("request_reply/request_async.json");
        var sent = golden.First(frame => frame.Parsed.RequestCode == RequestCode.SendReplyMessageV2).Parsed;
        var pushed = golden.First(frame => frame.Parsed.RequestCode == RequestCode.PushReplyMessageToClient).Parsed;
        var properties = PropertiesText.Parse(sent.ReadHeader<SendMessageV2RequestHeader>().Properties.ToUtf8().Span);
        await using var test = await TestBroker.StartAsync();
        await using var requester = await Requester.ConnectAsync(test.Broker.BrokerAddress, properties["REPLY_TO_CLIENT"]);

        var answer = await ReplyAsync(test, properties);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        answer.Number("queueOffset").ShouldBe(0);
        test.Inspection.CountMessages("DefaultCluster_REPLY_TOPIC").ShouldBe(1);
        var (fields, body) = await requester.NextAsync();
        body.ShouldBe("answer"u8.ToArray());
        var expected = pushed.Header.ToDictionary();
        fields.Keys.ShouldBe(expected.Keys, ignoreOrder: true);
        Names(fields["properties"]).ShouldBe(Names(expected["properties"]), ignoreOrder: true);
        fields["storeHost"].ShouldBe(test.Broker.BrokerAddress);
    }

    [Fact]
    public async Task A_reply_without_a_requester_is_stored_and_answered_with_an_error()
    {
        await using var test = await TestBroker.StartAsync();
        var gone = await ReplyAsync(test, new() { ["REPLY_TO_CLIENT"] = "10.0.0.9@nobody", ["CORRELATION_ID"] = "1" });
        gone.Code.ShouldBe(ResponseCode.SystemError);
        gone.Remark.ShouldBe("push reply message fail, channel of <10.0.0.9@nobody> not found.");
        var unnamed = await ReplyAsync(test, new() { ["CORRELATION_ID"] = "1" });
        unnamed.Code.ShouldBe(ResponseCode.SystemError);
        unnamed.Remark.ShouldBe("reply message properties[REPLY_TO_CLIENT] is null");
        test.Inspection.CountMessages("DefaultCluster_REPLY_TOPIC").ShouldBe(2);
    }

    [Fact]
    public async Task A_requester_that_refuses_or_leaves_is_an_error_and_storing_can_be_switched_off()
    {
        await using var test = await TestBroker.StartAsync(options => options.StoreReplies = false);
        var requester = await Requester.ConnectAsync(test.Broker.BrokerAddress, "10.0.0.9@asking", ResponseCode.SystemError);
        var properties = new Dictionary<string, string> { ["REPLY_TO_CLIENT"] = "10.0.0.9@asking" };
        (await ReplyAsync(test, properties)).Remark.ShouldBe("push reply message to 10.0.0.9@asking" + "fail.");
        test.Inspection.CountMessages("DefaultCluster_REPLY_TOPIC").ShouldBe(0);

        await requester.UnregisterAsync();
        (await ReplyAsync(test, properties)).Remark!.ShouldContain("not found");
        await requester.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_whose_properties_leave_no_room_for_the_brokers_own_is_refused_before_anybody_gets_it()
    {
        await using var test = await TestBroker.StartAsync();
        await using var requester = await Requester.ConnectAsync(test.Broker.BrokerAddress, "10.0.0.9@asking");
        var properties = new Dictionary<string, string> { ["REPLY_TO_CLIENT"] = "10.0.0.9@asking", ["CORRELATION_ID"] = "long" };
        properties["note"] = new string('x', PropertiesText.MaxLength - 70);
        (await ReplyAsync(test, properties)).Code.ShouldBe(ResponseCode.MessageIllegal);
        properties.Remove("note");
        properties["CORRELATION_ID"] = "short";
        (await ReplyAsync(test, properties)).Code.ShouldBe(ResponseCode.Success);

        PropertiesText
            .Parse(System.Text.Encoding.UTF8.GetBytes((await requester.NextAsync()).Fields["properties"]))["CORRELATION_ID"]
            .ShouldBe("short");
        test.Inspection.CountMessages("DefaultCluster_REPLY_TOPIC").ShouldBe(1);
    }

    private static string[] Names(string properties) =>
        [.. properties.Split('\u0002', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('\u0001')[0])];

    private static Task<Answer> ReplyAsync(TestBroker test, Dictionary<string, string> properties) =>
        test.Client.AskAsync(
            TestClient.Header("DefaultCluster_REPLY_TOPIC", 0, properties),
            "answer"u8.ToArray(),
            RequestCode.SendReplyMessageV2
        );

    /// <summary>A client that is known as a producer and answers what is pushed to it.</summary>
    private sealed class Requester : IRequestProcessor, IAsyncDisposable
    {
        private readonly Channel<(Dictionary<string, string>, byte[])> _pushed = Channel.CreateUnbounded<(
            Dictionary<string, string>,
            byte[]
        )>();
        private RemotingConnection? _connection;
        private string _clientId = "";
        private ResponseCode _answer;

        public static async Task<Requester> ConnectAsync(string address, string clientId, ResponseCode answer = ResponseCode.Success)
        {
            RemotingEndPoint.TryParse(address, out var endPoint).ShouldBeTrue();
            var transport = await new SocketConnectionFactory().ConnectAsync(endPoint, TestContext.Current.CancellationToken);
            var requester = new Requester { _clientId = clientId, _answer = answer };
            requester._connection = new RemotingConnection(transport, null, requester);
            requester._connection.Start();
            var heartbeat = new HeartbeatData { ClientId = clientId, ProducerDataSet = [new ProducerData { GroupName = "asking" }] };
            using var response = await requester._connection.RequestAsync(
                default(HeartbeatRequestHeader),
                heartbeat.ToUtf8Bytes(),
                Waiting.Limit
            );
            response.Code.ShouldBe(ResponseCode.Success);
            return requester;
        }

        public Task<(Dictionary<string, string> Fields, byte[] Body)> NextAsync() =>
            _pushed.Reader.ReadAsync(TestContext.Current.CancellationToken).Within("a reply");

        public async Task UnregisterAsync()
        {
            var header = new UnregisterClientRequestHeader { ClientId = _clientId, ProducerGroup = "asking" };
            using var response = await _connection!.RequestAsync(header, default, Waiting.Limit);
        }

        public ValueTask ProcessAsync(RequestContext context)
        {
            context.Code.ShouldBe(RequestCode.PushReplyMessageToClient);
            _pushed.Writer.TryWrite((context.Request.Header.ToDictionary(), context.Request.Body.ToArray()));
            context.Reply(_answer);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => _connection!.DisposeAsync();
    }
}
