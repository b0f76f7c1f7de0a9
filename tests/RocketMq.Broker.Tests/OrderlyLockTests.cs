using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class OrderlyLockTests
{
    [Fact]
    public async Task A_queue_belongs_to_the_first_client_until_it_lets_go()
    {
        await using var test = await TestBroker.StartAsync();

        (await LockAsync(test, "one", 0, 1)).ShouldBe([0, 1]);
        (await LockAsync(test, "two", 0, 2)).ShouldBe([2]);
        (await LockAsync(test, "one", 0)).ShouldBe([0], "an owner renews");
        await UnlockAsync(test, "two", 0);
        (await LockAsync(test, "two", 0)).ShouldBeEmpty("only the owner can unlock");
        await UnlockAsync(test, "one", 0);

        (await LockAsync(test, "two", 0)).ShouldBe([0]);
    }

    [Fact]
    public async Task Groups_do_not_disturb_each_other()
    {
        await using var test = await TestBroker.StartAsync();

        (await LockAsync(test, "one", 0)).ShouldBe([0]);
        (await LockAsync(test, "two", "other", 0)).ShouldBe([0]);
    }

    [Fact]
    public async Task A_lock_that_is_not_renewed_for_60_seconds_can_be_taken_over()
    {
        await using var test = await TestBroker.StartAsync();
        await LockAsync(test, "one", 0);

        test.Time.Advance(TimeSpan.FromSeconds(50));
        (await LockAsync(test, "one", 0)).ShouldBe([0]);
        test.Time.Advance(TimeSpan.FromSeconds(60));
        (await LockAsync(test, "two", 0)).ShouldBeEmpty();
        test.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await LockAsync(test, "two", 0)).ShouldBe([0]);
    }

    [Fact]
    public async Task A_closed_connection_keeps_its_locks()
    {
        await using var test = await TestBroker.StartAsync();
        var gone = await test.ConnectAsync("one");
        await gone.AskAsync(default(LockBatchMessageQueueRequestHeader), Body("one", "billing", [0]));
        await gone.DisposeAsync();

        (await LockAsync(test, "two", 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restart_forgets_locks()
    {
        await using var test = await TestBroker.StartAsync();
        await LockAsync(test, "one", 0);

        await test.Broker.RestartAsync();

        await using var client = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
        var answer = await client.AskAsync(default(LockBatchMessageQueueRequestHeader), Body("two", "billing", [0]));
        LockBatchResult.Parse(answer.Body).LockOkMqSet.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retries_sent_as_messages_go_to_the_dead_letters_while_a_group_consumes_in_order()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        await LockAsync(test, "one", 0);

        await test.Client.SendAsync("%RETRY%billing", "x");
        test.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        test.Time.Advance(TimeSpan.FromSeconds(61));
        await test.Client.SendAsync("%RETRY%billing", "x");

        test.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        test.Inspection.CountMessages("%RETRY%billing").ShouldBe(1);
    }

    private static Task<int[]> LockAsync(TestBroker test, string client, params int[] queues) => LockAsync(test, client, "billing", queues);

    private static async Task<int[]> LockAsync(TestBroker test, string client, string group, params int[] queues)
    {
        var answer = await test.Client.AskAsync(default(LockBatchMessageQueueRequestHeader), Body(client, group, queues));
        return [.. LockBatchResult.Parse(answer.Body).LockOkMqSet.Select(queue => queue.QueueId)];
    }

    private static Task<Answer> UnlockAsync(TestBroker test, string client, params int[] queues) =>
        test.Client.AskAsync(default(UnlockBatchMessageQueueRequestHeader), Body(client, "billing", queues));

    private static byte[] Body(string client, string group, int[] queues) =>
        new LockBatchBody
        {
            ClientId = client,
            ConsumerGroup = group,
            MqSet = [.. queues.Select(id => new MessageQueue("orders", "broker-a", id))],
        }.ToUtf8Bytes();
}
