using System.Buffers.Binary;
using System.Diagnostics;
using System.Reflection;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Consuming.Lending;

[Collection(nameof(DrainAllocationTests))]
[CollectionDefinition(nameof(DrainAllocationTests), DisableParallelization = true)]
public sealed class DrainAllocationTests
{
    private const int WarmUp = 20_000;
    private const int Measured = 40_000;

    // The message object itself is 88. In a build that is not optimised the compiler makes an object of each call of an async method, four or five per message.
    private static readonly int BudgetPerMessage = IsOptimised ? 120 : 1300;

    private static bool IsOptimised =>
        typeof(PushConsumer).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Pulling_handling_and_settling_a_message_stays_within_its_budget(bool orderly, bool suspends)
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        var broker = new FullBroker(client);
        await using RemotingListener listener = RemotingListener.Start(
            cluster.Network.Listen(RemotingEndPoint.Parse("full:10911")),
            new RemotingListenerOptions(),
            broker
        );
        cluster.NameServer.SetRoute(TestCluster.Topic, Routes.OneBroker("full", "full:10911", queues: 1));
        var gauge = new Gauge(suspends);
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        await using PushConsumer consumer = client.CreatePushConsumer(options, gauge.HandleAsync);
        await consumer.StartAsync(TestContext.Current.CancellationToken).Within("the start");

        long perMessage = await gauge.Result.Within("all messages");
        TestContext.Current.TestOutputHelper?.WriteLine($"{perMessage} bytes per message, client and peer together");
        perMessage.ShouldBeLessThanOrEqualTo(BudgetPerMessage);
    }

    /// <summary>Counts messages, reads from each what handlers read, and looks at the allocations between two of them.</summary>
    private sealed class Gauge(bool suspends)
    {
        private readonly TaskCompletionSource<long> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _count;
        private long _before;

        public Task<long> Result => _result.Task;

        public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct)
        {
            if (message.Body.Length != 128 || message.Tag != "created")
                _result.TrySetException(new InvalidOperationException("The message is not what was sent."));

            long count = Interlocked.Increment(ref _count);
            if (count == WarmUp)
                _before = GC.GetTotalAllocatedBytes(precise: true);
            if (count == WarmUp + Measured)
                _result.SetResult((GC.GetTotalAllocatedBytes(precise: true) - _before) / Measured);

            return suspends ? LaterAsync() : default;
        }

        [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
        private static async ValueTask<ConsumeResult> LaterAsync()
        {
            await Task.Yield();
            return ConsumeResult.Success;
        }
    }

    /// <summary>Has any number of messages in one queue and answers without allocating, so that what is measured is the client.</summary>
    private sealed class FullBroker(RocketMqClient client) : IRequestProcessor
    {
        private const int PerPull = 32;
        private const int QueueOffsetAt = 20;

        private readonly byte[] _members = new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes();
        private readonly byte[] _record = StoredRecord.Create(0, new string('x', 128), "created", id: "7F00000100002A9F0000000000000001");
        private readonly byte[] _records = new byte[64 * 1024];
        private readonly Utf8Text _topic = Utf8Text.Encode(TestCluster.Topic);
        private long _served;

        public ValueTask ProcessAsync(RequestContext context)
        {
            switch (context.Code)
            {
                case RequestCode.PullMessage:
                    Serve(context, context.Request.ReadHeader<PullMessageRequestHeader>());
                    break;
                case RequestCode.GetConsumerListByGroup:
                    context.Reply(ResponseCode.Success, default, _members);
                    break;
                case RequestCode.QueryConsumerOffset:
                    context.Reply(ResponseCode.Success, new QueryConsumerOffsetResponseHeader { Offset = 0 });
                    break;
                case RequestCode.LockBatchMessageQueue:
                    MessageQueue[] granted = [new MessageQueue(TestCluster.Topic, "full", 0)];
                    context.Reply(ResponseCode.Success, default, new LockBatchResult { LockOkMqSet = granted }.ToUtf8Bytes());
                    break;
                default:
                    if (context.IsOneWay)
                        context.Complete();
                    else
                        context.Reply(ResponseCode.Success);
                    break;
            }

            return ValueTask.CompletedTask;
        }

        private void Serve(RequestContext context, in PullMessageRequestHeader pull)
        {
            if (pull.Topic != _topic || _served >= WarmUp + (2 * Measured))
            {
                context.Detach();
                return;
            }

            for (int index = 0; index < PerPull; index++)
            {
                Span<byte> record = _records.AsSpan(index * _record.Length, _record.Length);
                _record.CopyTo(record);
                BinaryPrimitives.WriteInt64BigEndian(record[QueueOffsetAt..], pull.QueueOffset + index);
            }

            _served += PerPull;
            long next = pull.QueueOffset + PerPull;
            context.Reply(
                ResponseCode.Success,
                new PullMessageResponseHeader
                {
                    NextBeginOffset = next,
                    MinOffset = 0,
                    MaxOffset = next,
                },
                _records.AsSpan(0, PerPull * _record.Length)
            );
        }
    }
}
