using System.Globalization;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing;

public sealed class SystemFieldsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Flags_of_the_client_join_those_of_the_encoding()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        await producer.SendAsync(Prepared(new byte[8]), Cancellation).Within("a small message");
        await producer.SendAsync(Prepared(new byte[8192]), Cancellation).Within("a message that is compressed");
        FlagsOf(cluster)
            .ShouldBe([
                SystemFlags.TransactionPrepared,
                SystemFlags.TransactionPrepared | SystemFlags.Compressed | SystemFlags.CompressionZlib,
            ]);
    }

    [Fact]
    public async Task A_reply_has_a_request_code_of_its_own_with_and_without_an_open_connection()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(RequestCode.SendReplyMessageV2, broker.Store);
        Producer producer = cluster.CreateClient().CreateProducer();
        for (int number = 0; number < 2; number++)
            (await producer.SendAsync(Reply(), Cancellation).Within("a reply")).Status.ShouldBe(SendStatus.Stored);
        await producer.SendOneWayAsync(Reply(), Cancellation).Within("a one-way reply");
        await broker.WaitForAsync(RequestCode.SendReplyMessageV2, 3);
        broker.Sends.ShouldBeEmpty();
    }

    private static SystemFlags[] FlagsOf(FakeCluster cluster) =>
        [.. cluster.Broker("broker-a").Sends.Select(send => (SystemFlags)int.Parse(send.Fields["f"], CultureInfo.InvariantCulture))];

    private static Message Prepared(byte[] body) =>
        new("orders", body) { System = new SystemFields(new Dictionary<string, string>(), Flags: SystemFlags.TransactionPrepared) };

    private static Message Reply() =>
        new("orders", "42"u8.ToArray()) { System = new SystemFields(new Dictionary<string, string>(), IsReply: true) };
}
