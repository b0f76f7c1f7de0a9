using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Producing;

[Collection(nameof(SendAllocationTests))]
[CollectionDefinition(nameof(SendAllocationTests), DisableParallelization = true)]
public sealed class SendAllocationTests
{
    private const int InFlight = 64;
    private const int Rounds = 100;
    private const int BudgetPerMessage = 250;

    [Fact]
    public async Task A_send_over_a_known_route_and_an_open_connection_stays_within_its_budget()
    {
        await using FakeCluster cluster = new("broker-a");
        await using RemotingListener quiet = RemotingListener.Start(
            cluster.Network.Listen(RemotingEndPoint.Parse("quiet:10911")),
            new RemotingListenerOptions(),
            new QuietBroker()
        );
        cluster.NameServer.SetRoute("quiet", Kit.Routes.OneBroker("quiet", "quiet:10911", queues: 8));
        Producer producer = cluster.CreateClient().CreateProducer();
        ReadOnlyMemory<byte> body = new byte[128];
        await SendRoundsAsync(producer, body).Within("the warm-up");

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await SendRoundsAsync(producer, body).Within("the measured sends");
        long perMessage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (InFlight * Rounds);

        TestContext.Current.TestOutputHelper?.WriteLine($"{perMessage} bytes per message, client and peer together");
        perMessage.ShouldBeLessThanOrEqualTo(BudgetPerMessage);
    }

    private static async Task SendRoundsAsync(Producer producer, ReadOnlyMemory<byte> body)
    {
        ValueTask<SendReceipt>[] sends = new ValueTask<SendReceipt>[InFlight];
        for (int round = 0; round < Rounds; round++)
        {
            for (int index = 0; index < sends.Length; index++)
                Keep(sends, index, producer.SendAsync(new Message("quiet", body) { Tag = "created" }));
            for (int index = 0; index < sends.Length; index++)
                await sends[index];
        }
    }

    private static void Keep(ValueTask<SendReceipt>[] sends, int index, ValueTask<SendReceipt> send) => sends[index] = send;

    /// <summary>Answers sends without allocating, so that what is measured is the client.</summary>
    private sealed class QuietBroker : IRequestProcessor
    {
        private static readonly Utf8Text MessageId = Utf8Text.Encode("7F00000100002A9F0000000000000001");

        public ValueTask ProcessAsync(RequestContext context)
        {
            if (context.Code == RequestCode.SendMessageV2)
                context.Reply(ResponseCode.Success, new SendMessageResponseHeader { MessageId = MessageId, QueueId = 1 });
            else
                context.Reply(ResponseCode.Success);
            return ValueTask.CompletedTask;
        }
    }
}
