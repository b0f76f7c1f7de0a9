using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Kit;

namespace RocketMq.Client.Tests.EndToEnd;

public sealed class EmbeddedSendTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public async Task A_message_arrives_as_it_was_sent(HeaderFormat format)
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = Connect(broker, format);
        await SendScenarios.SendAndReadBackAsync(client, "orders");
    }

    [Fact]
    public Task Messages_of_one_key_stay_in_order() => RunAsync(SendScenarios.KeepOrderByKeyAsync);

    [Fact]
    public Task Many_sends_at_once_all_arrive() => RunAsync(SendScenarios.SendManyAsync);

    [Fact]
    public Task Batches_lie_in_order_under_their_own_ids() => RunAsync(SendScenarios.SendBatchesAsync);

    [Fact]
    public Task Gathered_messages_lie_where_their_receipts_say() => RunAsync(SendScenarios.GatherAsync);

    [Fact]
    public Task A_topic_comes_into_being_with_the_first_send() => RunAsync(SendScenarios.CreateBySendingAsync);

    [Fact]
    public Task Offsets_are_told() => RunAsync(SendScenarios.AskOffsetsAsync);

    [Fact]
    public Task A_deleted_topic_has_no_route() => RunAsync(SendScenarios.DeleteAsync);

    [Fact]
    public async Task An_unknown_topic_is_an_error_where_brokers_do_not_create_topics()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(new() { AutoCreateTopics = false }, Cancellation);
        await using RocketMqClient client = Connect(broker);
        await using Producer producer = client.CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("unknown", new byte[1]), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        error.Message.ShouldContain(broker.NameServerAddress);
        await client.Administration.CreateTopicAsync(new("unknown"), Cancellation).Within("the creation");
        await producer.SendAsync(new Message("unknown", new byte[1]), Cancellation).Within("the send to the created topic");
    }

    [Fact]
    public async Task A_message_that_only_the_broker_finds_too_large_is_refused_in_its_words()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(new() { MaxMessageSize = 1024 }, Cancellation);
        await using RocketMqClient client = Connect(broker);
        await using Producer producer = client.CreateProducer();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message("orders", new byte[2000]), Cancellation).Within("the send")
        );
        error.Code.ShouldBe(ResponseCode.MessageIllegal);
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_broker_is_killed_mid_send_and_restarted()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = Connect(broker);
        await client.Administration.CreateTopicAsync(new("orders"), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { SendTimeout = TimeSpan.FromSeconds(10), Retries = 5 });

        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        TaskCompletionSource halfway = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<List<SendReceipt>>[] senders =
        [
            .. Enumerable.Range(0, 8).Select(_ => SendUntilStoppedAsync(producer, halfway, stopping.Token)),
        ];
        for (int kill = 0; kill < 3; kill++)
        {
            await halfway.Task.Within("sends under way");
            await broker.KillAsync().Within("the kill");
            await broker.RestartAsync().Within("the restart");
        }
        (await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("a send after all")).Status.ShouldBe(
            SendStatus.Stored
        );
        await stopping.CancelAsync();
        List<SendReceipt>[] receipts = await Task.WhenAll(senders).Within("the senders");

        // A client of its own: the other one may still keep away from the name server that has just been killed.
        await using RocketMqClient reader = Connect(broker);
        Dictionary<(int, long), string> stored = (await StoredMessages.ReadTopicAsync(reader, "orders")).ToDictionary(
            entry => (entry.QueueId, entry.QueueOffset),
            entry => entry.Id
        );
        List<SendReceipt> acknowledged = [.. receipts.SelectMany(list => list)];
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(20);
        acknowledged
            .Where(receipt => stored.GetValueOrDefault((receipt.Queue.QueueId, receipt.QueueOffset)) != receipt.MessageId)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cluster_that_is_down_is_an_error_and_usable_again_when_it_is_back()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await broker.KillAsync().Within("the kill");
        await using RocketMqClient client = Connect(broker);
        await using Producer producer = client.CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NameServerUnreachable);
        error.Message.ShouldContain(broker.NameServerAddress);
        await broker.RestartAsync().Within("the restart");
        await SendWhenPossibleAsync(producer).Within("a send after the restart");
    }

    private static async Task RunAsync(Func<RocketMqClient, string, Task> scenario)
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = Connect(broker);
        await scenario(client, "orders");
    }

    private static RocketMqClient Connect(EmbeddedBroker broker, HeaderFormat format = HeaderFormat.Binary) =>
        new(new() { NameServers = [broker.NameServerAddress], HeaderFormat = format });

    private static async Task<List<SendReceipt>> SendUntilStoppedAsync(
        Producer producer,
        TaskCompletionSource halfway,
        CancellationToken stopping
    )
    {
        List<SendReceipt> receipts = [];
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                receipts.Add(
                    await producer.SendAsync(new Message("orders", BitConverter.GetBytes(receipts.Count)), CancellationToken.None)
                );
                if (receipts.Count == 20)
                    halfway.TrySetResult();
            }
            catch (RocketMqException exception) when (exception.IsTransient)
            {
                await Task.Yield();
            }
        }
        return receipts;
    }

    private static async Task SendWhenPossibleAsync(Producer producer)
    {
        while (true)
        {
            try
            {
                await producer.SendAsync(new Message("orders", new byte[1]), Cancellation);
                return;
            }
            catch (RocketMqException exception) when (exception.IsTransient)
            {
                await Task.Yield();
            }
        }
    }
}
