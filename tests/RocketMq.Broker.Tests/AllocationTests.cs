using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

/// <summary>What serving a message costs in garbage, measured over a real connection: client and broker together.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    private const int Warming = 3000;
    private const int Measured = 3000;

    /// <summary>One index entry for each message, and the growth of the index's directory.</summary>
    private const double IndexBytesPerMessage = 32 + 4;

    private static readonly Utf8Text Topic = Utf8Text.Encode("orders");
    private static readonly Utf8Text Group = Utf8Text.Encode("readers");
    private static readonly Utf8Text DefaultTopic = Utf8Text.Encode("TBW102");
    private static readonly Utf8Text Properties = Utf8Text.Encode(
        "UNIQ_KEY\u00017F00000100011234567890ABCDEF0123\u0002TAGS\u0001created\u0002"
    );
    private static readonly Utf8Text Expression = Utf8Text.Encode("created || paid");

    [Fact]
    public async Task A_send_allocates_its_index_entry_and_a_pull_less_than_one_of_its_32_messages()
    {
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Topics = [new TopicDefinition("orders") { WriteQueues = 1 }] },
            TestContext.Current.CancellationToken
        );
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress);
        var connection = client.Connection;
        byte[] body = new byte[128];
        await SendAsync(connection, body, Warming);
        await PullAllAsync(connection, Warming);

        var send = await MeasureAsync(() => SendAsync(connection, body, Measured));
        var pull = await MeasureAsync(() => PullAllAsync(connection, Warming + Measured));

        // What the first 8 MiB segment holds was allocated with the first message; 6,000 messages of about 300 bytes fit.
        (send / Measured).ShouldBeLessThan(IndexBytesPerMessage + 4);
        (pull / (Warming + Measured)).ShouldBeLessThan(
            16,
            "bytes per pulled message; a record of 300 would show if any were copied into new memory"
        );
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work().Within("the measured work");
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static async Task SendAsync(RemotingConnection connection, byte[] body, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var header = new SendMessageV2RequestHeader
            {
                ProducerGroup = Group,
                Topic = Topic,
                DefaultTopic = DefaultTopic,
                DefaultTopicQueueNums = 4,
                BornTimestamp = 1,
                Properties = Properties,
            };
            using var response = await connection.RequestAsync(header, body, Waiting.Limit);
            RequireSuccess(response);
        }
    }

    private static async Task PullAllAsync(RemotingConnection connection, long end)
    {
        for (var offset = 0L; offset < end; )
        {
            var header = new PullMessageRequestHeader
            {
                ConsumerGroup = Group,
                Topic = Topic,
                QueueOffset = offset,
                MaxMessageCount = 32,
                SysFlag = (int)PullSystemFlags.Subscription,
                Subscription = Expression,
            };
            using var response = await connection.RequestAsync(header, default, Waiting.Limit);
            RequireSuccess(response);
            offset = response.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
        }
    }

    /// <summary>An assertion of the library would allocate more than what is measured.</summary>
    private static void RequireSuccess(in RemotingResponse response)
    {
        if (response.Code != ResponseCode.Success)
            throw new InvalidOperationException($"{response.Code}: {response.Remark}");
    }
}
