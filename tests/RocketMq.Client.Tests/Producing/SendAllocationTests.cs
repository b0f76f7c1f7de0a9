using System.Net;
using System.Runtime.CompilerServices;
using RocketMq.Producing;
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
    private const int BatchSize = 32;

    // The receipt (104), the message's id (24), and a 32nd of what a request takes whatever its size.
    private const int BudgetPerBatchedMessage = 180;

    [Fact]
    public async Task A_send_over_a_known_route_and_an_open_connection_stays_within_its_budget()
    {
        await using FakeCluster cluster = new("broker-a");
        await using RemotingListener quiet = StartQuietBroker(cluster);
        Producer producer = cluster.CreateClient().CreateProducer();
        ReadOnlyMemory<byte> body = new byte[128];
        await SendRoundsAsync(producer, body).Within("the warm-up");

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await SendRoundsAsync(producer, body).Within("the measured sends");
        long perMessage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (InFlight * Rounds);

        TestContext.Current.TestOutputHelper?.WriteLine($"{perMessage} bytes per message, client and peer together");
        perMessage.ShouldBeLessThanOrEqualTo(BudgetPerMessage);
    }

    [Fact]
    public async Task A_batch_takes_its_messages_receipts_and_little_else()
    {
        await using FakeCluster cluster = new("broker-a");
        await using RemotingListener quiet = StartQuietBroker(cluster);
        Producer producer = cluster.CreateClient().CreateProducer();
        Message[] batch = [.. Enumerable.Range(0, BatchSize).Select(_ => new Message("quiet", new byte[128]))];
        await SendBatchesAsync(producer, batch).Within("the warm-up");

        long before = GC.GetTotalAllocatedBytes(precise: true);
        await SendBatchesAsync(producer, batch).Within("the measured batches");
        long perMessage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (BatchSize * Rounds);

        TestContext.Current.TestOutputHelper?.WriteLine($"{perMessage} bytes per message, client and peer together");
        perMessage.ShouldBeLessThanOrEqualTo(BudgetPerBatchedMessage);
    }

    [Fact]
    public void The_receipts_of_a_batch_are_made_without_allocating()
    {
        Message[] messages = [.. Enumerable.Range(0, BatchSize).Select(_ => new Message("quiet", new byte[128]))];
        ProducerSettings settings = ProducerSettings.From(new ProducerOptions());
        using ExplicitBatch batch = ExplicitBatch.Encode(
            messages,
            settings,
            new UniqueIdGenerator(IPAddress.Loopback, 1, 1, TimeProvider.System)
        );
        BatchSlice slice = batch.Slices.ShouldHaveSingleItem();
        batch.ToMessage(slice).System!.Batch!.KeepStoredIds(QuietBroker.BatchIds);
        SendReceipt whole = new("", "", new MessageQueue("quiet", "quiet", 1), 7);
        List<SendReceipt> receipts = new(BatchSize);
        batch.AddReceipts(slice, whole, receipts);
        receipts.Clear();

        long before = GC.GetAllocatedBytesForCurrentThread();
        batch.AddReceipts(slice, whole, receipts);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        receipts[^1].OffsetMessageId.ShouldBe("7F00000100002A9F000000000000001F");
        receipts[^1].QueueOffset.ShouldBe(38);
    }

    /// <summary>A batch's result is an array of these, so that each byte counts once for every message.</summary>
    [Fact]
    public void A_receipt_is_no_larger_than_what_every_message_needs() => Unsafe.SizeOf<SendReceipt>().ShouldBe(104);

    private static RemotingListener StartQuietBroker(FakeCluster cluster)
    {
        cluster.NameServer.SetRoute("quiet", Kit.Routes.OneBroker("quiet", "quiet:10911", queues: 8));
        return RemotingListener.Start(
            cluster.Network.Listen(RemotingEndPoint.Parse("quiet:10911")),
            new RemotingListenerOptions(),
            new QuietBroker()
        );
    }

    private static async Task SendBatchesAsync(Producer producer, Message[] batch)
    {
        for (int round = 0; round < Rounds; round++)
            await producer.SendBatchAsync(batch);
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

        public static Utf8Text BatchIds { get; } =
            Utf8Text.Encode(string.Join(',', Enumerable.Range(0, BatchSize).Select(number => $"7F00000100002A9F{number:X16}")));

        public ValueTask ProcessAsync(RequestContext context)
        {
            if (context.Code == RequestCode.SendMessageV2)
                context.Reply(ResponseCode.Success, new SendMessageResponseHeader { MessageId = MessageId, QueueId = 1 });
            else if (context.Code == RequestCode.SendBatchMessage)
                context.Reply(ResponseCode.Success, new SendMessageResponseHeader { MessageId = BatchIds, QueueId = 1 });
            else
                context.Reply(ResponseCode.Success);
            return ValueTask.CompletedTask;
        }
    }
}
