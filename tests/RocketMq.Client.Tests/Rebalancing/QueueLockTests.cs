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

    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly ScriptedBroker _broker;
    private readonly PushConsumer _consumer;

    public QueueLockTests()
    {
        _broker = _cluster.Broker("broker-a");
        _cluster.SetRoute(TestCluster.Topic, Queues);
        RocketMqClient client = _cluster.CreateClient(_time);
        _broker.Always(
            RequestCode.GetConsumerListByGroup,
            Answers.Body(new ConsumerIdList { ConsumerIds = [client.ClientId] }.ToUtf8Bytes())
        );
        _broker.Always(RequestCode.LockBatchMessageQueue, Grant);
        _broker.Always(RequestCode.UnlockBatchMessageQueue, Answers.Success);
        _broker.Always(RequestCode.QueryConsumerOffset, Answers.Refuse(ResponseCode.QueryNotFound));
        _broker.Always(RequestCode.UpdateConsumerOffset, Answers.Success);
        _broker.Always(RequestCode.PullMessage, Answers.Hang);
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

    [Fact]
    public async Task A_lock_request_without_answer_is_repeated_at_once_since_it_may_have_been_granted()
    {
        _broker.Once(RequestCode.LockBatchMessageQueue, Answers.Hang);
        Task start = _consumer.StartAsync(TestContext.Current.CancellationToken).AsTask();
        await _broker.WaitForAsync(RequestCode.LockBatchMessageQueue, 1);
        await _time.AdvanceUntilAsync(start, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), "The consumer did not start.");
        _consumer.AssignedQueues.Count(queue => queue.Topic == TestCluster.Topic).ShouldBe(Queues);
        _broker.Received(RequestCode.UnlockBatchMessageQueue).ShouldBeEmpty();
    }

    [Fact]
    public async Task Locks_that_may_have_been_granted_without_a_word_are_given_back()
    {
        _broker.Always(RequestCode.LockBatchMessageQueue, Answers.Hang);
        Task start = _consumer.StartAsync(TestContext.Current.CancellationToken).AsTask();
        await _time.AdvanceUntilAsync(start, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(20), "The consumer did not start.");
        await _broker.WaitForAsync(RequestCode.UnlockBatchMessageQueue, 1);
        LockBatchBody
            .Parse(_broker.Received(RequestCode.UnlockBatchMessageQueue)[0].Body)
            .MqSet.Count(queue => queue.Topic == TestCluster.Topic)
            .ShouldBe(Queues);
        _broker.Always(RequestCode.LockBatchMessageQueue, Grant);
        Task stopped = _consumer.DisposeAsync().AsTask();
        await _time.AdvanceUntilAsync(stopped, TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(5), "The consumer did not stop.");
    }

    [Fact]
    public async Task A_lock_is_not_asked_for_while_the_broker_may_still_take_it_back()
    {
        var givenBack = new TaskCompletionSource();
        _broker.Always(RequestCode.LockBatchMessageQueue, Answers.Hang);
        _broker.Always(RequestCode.UnlockBatchMessageQueue, Answers.After(givenBack.Task, Answers.Success));
        Task start = _consumer.StartAsync(TestContext.Current.CancellationToken).AsTask();
        await _time.AdvanceUntilAsync(start, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(20), "The consumer did not start.");
        _broker.Always(RequestCode.LockBatchMessageQueue, Grant);

        int rounds = _broker.Received(RequestCode.GetConsumerListByGroup).Count;
        Task furtherRounds = _broker.WaitForAsync(RequestCode.GetConsumerListByGroup, rounds + 8);
        await _time.AdvanceUntilAsync(
            furtherRounds,
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromSeconds(40),
            "The consumer did not try again."
        );
        _consumer.AssignedQueues.ShouldNotContain(queue => queue.Topic == TestCluster.Topic);
        LockRequests().ShouldBe(2, "asked for, and asked again for want of an answer");

        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _consumer.AssignmentChanged += change =>
        {
            if (change.Taken.Any(queue => queue.Topic == TestCluster.Topic))
                taken.TrySetResult();
        };
        givenBack.SetResult();
        await _time.AdvanceUntilAsync(
            taken.Task,
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromSeconds(40),
            "The consumer did not take the queues over."
        );
    }

    private int LockRequests() =>
        _broker
            .Received(RequestCode.LockBatchMessageQueue)
            .Count(request => LockBatchBody.Parse(request.Body).MqSet.Any(queue => queue.Topic == TestCluster.Topic));

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
