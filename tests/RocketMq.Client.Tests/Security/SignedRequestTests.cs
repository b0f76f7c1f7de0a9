using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Security;

public sealed class SignedRequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HeaderFormat.Binary, 16)]
    [InlineData(HeaderFormat.Json, 16)]
    [InlineData(HeaderFormat.Binary, 200_000)]
    public async Task Every_request_to_name_servers_and_brokers_is_signed(HeaderFormat format, int bodyLength)
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(configure: options =>
        {
            options.HeaderFormat = format;
            options.Credentials = new AclCredentials("someone", "secret", "token");
        });
        Producer producer = client.CreateProducer(new() { Compression = new() { Threshold = int.MaxValue } });
        await producer.SendAsync(new Message("orders", new byte[bodyLength]) { Tag = "käse" }, Cancellation).Within("the send");
        await cluster.Brokers[0].WaitForAsync(RequestCode.Heartbeat, 1);

        ShouldBeSigned(cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic)[0]);
        ShouldBeSigned(cluster.Brokers[0].Sends.ShouldHaveSingleItem());
        ShouldBeSigned(cluster.Brokers[0].Received(RequestCode.Heartbeat)[0]);
    }

    [Fact]
    public async Task Rotated_credentials_count_from_the_next_request_on()
    {
        await using FakeCluster cluster = new("broker-a");
        Vault vault = new() { Current = new AclCredentials("old", "secret") };
        RocketMqClient client = cluster.CreateClient(configure: options => options.Credentials = vault);
        Producer producer = client.CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the first send");
        vault.Current = new AclCredentials("new", "secret");
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the second send");

        cluster.Brokers[0].Sends.Select(send => send.Fields["AccessKey"]).ShouldBe(["old", "new"]);
        cluster.Brokers[0].Connections.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(ResponseCode.NoPermission, "check signature failed.")]
    [InlineData(ResponseCode.NoPermission, "User:someone is not found.")]
    [InlineData(ResponseCode.SystemError, "org.apache.rocketmq.acl.common.AclException: Check signature failed for accessKey=someone")]
    public async Task A_refusal_of_access_control_is_reported_at_once_and_repeated_nowhere(ResponseCode code, string remark)
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.Refuse(code, remark));
        RocketMqClient client = cluster.CreateClient(configure: options => options.Credentials = new AclCredentials("someone", "wrong"));
        Producer producer = client.CreateProducer();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send")
        );

        error.Reason.ShouldBe(RocketMqErrorReason.PermissionDenied);
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(remark);
        error.Message.ShouldContain("RocketMqClientOptions.Credentials");
        error.Message.ShouldNotContain("wrong");
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(1);
    }

    [Fact]
    public async Task Refused_heartbeats_keep_their_interval()
    {
        await using FakeCluster cluster = new("broker-a");
        ManualTimeProvider time = new();
        cluster.Brokers[0].Always(RequestCode.Heartbeat, Answers.Refuse(ResponseCode.NoPermission, "check signature failed."));
        RocketMqClient client = cluster.CreateClient(time);
        Producer producer = client.CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");
        await cluster.Brokers[0].WaitForAsync(RequestCode.Heartbeat, 1);
        int before = cluster.Brokers[0].Received(RequestCode.Heartbeat).Count;
        Task next = cluster.Brokers[0].WaitForAsync(RequestCode.Heartbeat, before + 3);
        DateTimeOffset start = time.GetUtcNow();
        await time.AdvanceUntilAsync(next, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), "no further heartbeats");

        (time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Credentials_never_show_their_secret()
    {
        new AclCredentials("someone", "hidden", "token").ToString().ShouldBe("someone");
        Should.Throw<ArgumentException>(() => new AclCredentials("someone", ""));
    }

    private static void ShouldBeSigned(ScriptedRequest request)
    {
        request.Fields["AccessKey"].ShouldBe("someone");
        request.Fields["SecurityToken"].ShouldBe("token");
        request.Fields["Signature"].ShouldBe(AclSignature.Sign(request.Fields, request.Body, "secret"));
    }

    private sealed class Vault : ICredentialsProvider
    {
        public AclCredentials? Current { get; set; }
    }
}
