using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Rebalancing;

/// <summary>A lock that a leaving client forgets keeps its queue from the whole group for 60 seconds.</summary>
public sealed class QueueLockTests : IAsyncDisposable
{
    private const int Queues = 2;

    private static readonly Action<RequestContext> Grant = Answers.Body(
        new LockBatchResult
        {
            LockOkMqSet = [.. Enumerable.Range(0, Queues).Select(id => new MessageQueue(TestCluster.Topic, "broker-a", id))],
        }.ToUtf8Bytes()
    );

    private readonly FakeCluster _cluster = new("broker-a");
    private readonly ScriptedBroker _broker;
    private readonly PushConsumer _consumer;

    public QueueLockTests()
    {
        _broker = _cluster.Broker("broker-a");
        _cluster.SetRoute(TestCluster.Topic, Queues);
        RocketMqClient client = _cluster.CreateClient(new ManualTimeProvider());
        _broker.Always(
            RequestCode.GetConsumerListByGroup,
            Answers.Body(new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes())
        );
        _broker.Always(RequestCode.LockBatchMessageQueue, Grant);
        _broker.Always(RequestCode.UnlockBatchMessageQueue, Answers.Success);
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        _consumer = client.CreatePushConsumer(options, (_, _) => default);
    }

    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync().Within("the consumer to stop");
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Locks_granted_after_the_caller_gave_up_are_given_back()
    {
        var granted = new TaskCompletionSource();
        _broker.Always(RequestCode.LockBatchMessageQueue, Answers.After(granted.Task, Grant));
        using var givingUp = new CancellationTokenSource();
        Task start = _consumer.StartAsync(givingUp.Token).AsTask();
        await _broker.WaitForAsync(RequestCode.LockBatchMessageQueue, 1);

        await givingUp.CancelAsync();
        granted.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(() => start.Within("the end of the start"));
        await ShouldHaveUnlockedAllAsync();
    }

    [Fact]
    public async Task Locks_of_queues_whose_start_is_not_known_yet_are_given_back()
    {
        _broker.Always(RequestCode.QueryConsumerOffset, Answers.Hang);
        using var givingUp = new CancellationTokenSource();
        Task start = _consumer.StartAsync(givingUp.Token).AsTask();
        await _broker.WaitForAsync(RequestCode.QueryConsumerOffset, 1);

        await givingUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => start.Within("the end of the start"));
        await ShouldHaveUnlockedAllAsync();
    }

    private async Task ShouldHaveUnlockedAllAsync()
    {
        await _broker.WaitForAsync(RequestCode.UnlockBatchMessageQueue, Queues);
        _broker
            .Received(RequestCode.UnlockBatchMessageQueue)
            .SelectMany(request => LockBatchBody.Parse(request.Body).MqSet)
            .Select(queue => queue.QueueId)
            .ShouldBe(Enumerable.Range(0, Queues), ignoreOrder: true);
    }
}
