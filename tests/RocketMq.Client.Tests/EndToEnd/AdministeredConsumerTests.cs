using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Tests.Consuming;
using RocketMq.Transport;

namespace RocketMq.Tests.EndToEnd;

public sealed class AdministeredConsumerTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_reset_to_the_past_repeats_everything_while_the_consumer_runs(bool byClients, bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 2, options => options.ResetOffsetsByClients = byClients);
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        var handled = new Handled();
        await cluster.StartConsumerAsync(options, handled.HandleAsync);
        await cluster.SendAsync("a", "b", "c", "d");
        await TestCluster.WithinAsync(handled.Reaching(4), "the messages are handled");
        // The old way needs committed offsets.
        await cluster.AdvanceUntilAsync(UntilCommittedAsync(cluster, 4), TimeSpan.FromMinutes(1), "they are committed");

        using RemotingResponse answer = await ResetAsync(cluster, timestamp: 0);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        await cluster.AdvanceUntilAsync(handled.Reaching(8), TimeSpan.FromMinutes(2), "the messages are handled again");
        handled.Bodies.Skip(4).ShouldBe(["a", "b", "c", "d"], ignoreOrder: true);
        await cluster.AdvanceUntilAsync(UntilCommittedAsync(cluster, 4), TimeSpan.FromMinutes(1), "the end is committed again");
        handled.Bodies.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_reset_to_the_end_skips_what_waits()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        PushConsumerOptions options = TestCluster.Options();
        options.Concurrency = 1;
        options.MaxCachedMessagesPerQueue = 2;
        var handled = new Handled();
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.SendAsync([.. Enumerable.Range(0, 40).Select(number => $"old {number}")]);
        await cluster.StartConsumerAsync(
            options,
            async (message, _) =>
            {
                handled.Add(message);
                await mayGoOn.Task;
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(handled.Reaching(1), "the first is being handled");
        using RemotingResponse answer = await ResetAsync(cluster, timestamp: -1);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        mayGoOn.SetResult();
        await cluster.SendAsync("new");
        await cluster.AdvanceUntilAsync(
            cluster.Log.WaitForAsync("was reset; going on from 40"),
            TimeSpan.FromMinutes(2),
            "the consumer hears of the reset"
        );
        await cluster.AdvanceUntilAsync(UntilCommittedAsync(cluster, 41), TimeSpan.FromMinutes(2), "the new message is consumed");
        handled.Bodies[^1].ShouldBe("new");
        handled.Bodies.Count.ShouldBeLessThan(41, "what waited is skipped");
    }

    [Fact]
    public async Task A_broker_collects_the_positions_of_all_members()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var handled = new Handled();
        await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        PushConsumer second = await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        await cluster.AdvanceUntilAsync(
            cluster.UntilAsync(() => second.AssignedQueues.Count > 0),
            TimeSpan.FromMinutes(1),
            "both have queues"
        );
        await cluster.SendAsync("a", "b", "c", "d");
        await TestCluster.WithinAsync(handled.Reaching(4), "the messages are handled");
        using RemotingResponse answer = await AskAsync(
            cluster,
            new GetConsumerStatusRequestHeader { Topic = TestCluster.Topic, Group = TestCluster.Group },
            RequestCode.InvokeBrokerToGetConsumerStatus
        );
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        var table = ConsumerStatusBody.Parse(answer.Body.Span).ConsumerTable;
        table.Count.ShouldBe(2);
        table.Values.SelectMany(offsets => offsets.Keys).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task The_running_info_says_on_demand_what_handlers_are_busy_with()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            async (message, _) =>
            {
                handled.Add(message);
                await mayEnd.Task;
                return ConsumeResult.Success;
            }
        );
        await cluster.SendAsync("busy");
        await TestCluster.WithinAsync(handled.Reaching(1), "the handler runs");
        string client = cluster.Broker.Inspection.GetClientIds(TestCluster.Group).ShouldHaveSingleItem();
        GetConsumerRunningInfoRequestHeader question = new() { ConsumerGroup = TestCluster.Group, ClientId = client };
        using (RemotingResponse plain = await AskAsync(cluster, question))
            ConsumerRunningInfo.Parse(plain.Body.Span).Stacks.ShouldBeNull();

        using (RemotingResponse detailed = await AskAsync(cluster, question with { IncludeStacks = true }))
        {
            ConsumerRunningInfo info = ConsumerRunningInfo.Parse(detailed.Body.Span);
            info.Stacks.ShouldNotBeNull().ShouldContain("1 of 20 handler places busy");
            info.Subscriptions.Select(subscription => subscription.Topic).ShouldContain(TestCluster.Topic);
        }

        mayEnd.SetResult();
    }

    [Theory]
    [InlineData("good", ConsumeDirectlyOutcome.Success)]
    [InlineData("later", ConsumeDirectlyOutcome.Later)]
    [InlineData("throw", ConsumeDirectlyOutcome.ThrowException)]
    public async Task A_message_handed_over_directly_is_handled_past_its_queue(string body, ConsumeDirectlyOutcome outcome)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var message = new Message(TestCluster.Topic, System.Text.Encoding.UTF8.GetBytes(body)) { Tag = "not subscribed" };
        SendReceipt receipt = await cluster.Producer.SendAsync(message, TestCluster.Cancellation);
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(
            TestCluster.Options("wanted"),
            (received, _) =>
            {
                handled.Add(
                    $"{TestCluster.BodyOf(received)} {received.Topic} {received.QueueOffset} {received.MessageId == receipt.MessageId}"
                );
                return TestCluster.BodyOf(received) switch
                {
                    "good" => ValueTask.FromResult(ConsumeResult.Success),
                    "later" => ValueTask.FromResult(ConsumeResult.RetryLater()),
                    _ => throw new InvalidOperationException("the handler's own words"),
                };
            }
        );
        string client = cluster.Broker.Inspection.GetClientIds(TestCluster.Group).ShouldHaveSingleItem();
        ConsumeMessageDirectlyRequestHeader order = new()
        {
            ConsumerGroup = TestCluster.Group,
            ClientId = client,
            MessageId = receipt.OffsetMessageId,
        };
        using RemotingResponse answer = await AskAsync(cluster, order);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        ConsumeMessageDirectlyResult result = ConsumeMessageDirectlyResult.Parse(answer.Body.Span);
        result.Outcome.ShouldBe(outcome);
        handled.Bodies.ShouldBe([$"{body} orders 0 True"]);
        if (outcome == ConsumeDirectlyOutcome.ThrowException)
            result.Remark.ShouldNotBeNull().ShouldContain("the handler's own words");
        consumer.Statistics.Retried.ShouldBe(0);

        using RemotingResponse unknown = await AskAsync(cluster, order with { ClientId = "nobody" });
        unknown.Code.ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task Leaving_ends_and_awaits_what_was_handed_over_directly_and_takes_nothing_more()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var message = new Message(TestCluster.Topic, "x"u8.ToArray()) { Tag = "not subscribed" };
        SendReceipt receipt = await cluster.Producer.SendAsync(message, TestCluster.Cancellation);
        PushConsumerOptions options = TestCluster.Options("wanted");
        options.DrainTimeout = TimeSpan.FromSeconds(2);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        bool hasEnded = false;
        RocketMqClient client = cluster.CreateClient();
        await using PushConsumer consumer = client.CreatePushConsumer(
            options,
            async (_, ct) =>
            {
                // Not disposed: the end of the handler would take it back before its turn comes.
                ct.Register(() => throw new InvalidOperationException("the callback's words"));
                begun.SetResult();
                try
                {
                    await never.Task.WaitAsync(ct);
                }
                finally
                {
                    Volatile.Write(ref hasEnded, true);
                }

                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        ConsumeMessageDirectlyRequestHeader order = new()
        {
            ConsumerGroup = TestCluster.Group,
            ClientId = client.ClientId,
            MessageId = receipt.OffsetMessageId,
        };
        Task<RemotingResponse> answer = AskAsync(cluster, order);
        await TestCluster.WithinAsync(begun.Task, "the handler runs");
        ISessionConsumer runtime = client.Session.FindConsumer(TestCluster.Group).ShouldNotBeNull();

        Task stopped = consumer.DisposeAsync().AsTask();
        await cluster.AdvanceUntilAsync(stopped, TimeSpan.FromMinutes(1), "the consumer stops");

        Volatile.Read(ref hasEnded).ShouldBeTrue();
        using RemotingResponse response = await answer;
        ConsumeMessageDirectlyResult.Parse(response.Body.Span).Outcome.ShouldBe(ConsumeDirectlyOutcome.ThrowException);
        cluster.Log.Count("handed over directly, threw").ShouldBe(1);
        byte[] record = StoredRecord.Create(offset: 1);
        await Should.ThrowAsync<InvalidOperationException>(() => runtime.ConsumeDirectlyAsync(record, "broker-a").AsTask());
    }

    private static async Task<RemotingResponse> ResetAsync(TestCluster cluster, long timestamp) =>
        await AskAsync(
            cluster,
            new ResetOffsetRequestHeader
            {
                Topic = TestCluster.Topic,
                Group = TestCluster.Group,
                QueueId = -1,
                Offset = -1,
                Timestamp = timestamp,
                IsForce = true,
            },
            RequestCode.InvokeBrokerToResetOffset
        );

    private static async Task<RemotingResponse> AskAsync<THeader>(TestCluster cluster, THeader header, RequestCode? code = null)
        where THeader : struct, IRequestHeader<THeader>
    {
        RocketMqClient admin = cluster.CreateClient();
        await admin.Session.Routes.GetAsync(TestCluster.Topic, TestCluster.Cancellation);
        Task<RemotingResponse> answer = admin
            .Session.CallBrokerAsync("broker-a", header, ReadOnlyMemory<byte>.Empty, Timeout, TestCluster.Cancellation, code)
            .AsTask();
        await TestCluster.WithinAsync(answer, "the broker answers");
        return await answer;
    }

    private static Task UntilCommittedAsync(TestCluster cluster, long sum) =>
        cluster.UntilAsync(() =>
            Enumerable.Range(0, 4).Sum(id => cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, id) ?? 0)
            == sum
        );
}
