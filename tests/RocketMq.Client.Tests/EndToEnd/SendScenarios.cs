using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Kit;

namespace RocketMq.Client.Tests.EndToEnd;

/// <summary>What a producer must do on any cluster, embedded or real.</summary>
internal static class SendScenarios
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Everything about a message arrives as it was sent.</summary>
    public static async Task SendAndReadBackAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic) { WriteQueues = 4 }, Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-send" });
        byte[] large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("流水账 ", 3000)));
        Message message = new(topic, large)
        {
            Tag = "created",
            Keys = ["A-17", "客户-9"],
            OrderKey = "user-42",
            Flag = 7,
        };
        message.Properties["color"] = "红色 🚀";
        SendReceipt receipt = await producer.SendAsync(message, Cancellation).Within("the send");

        receipt.Status.ShouldBe(SendStatus.Stored);
        StoredMessage stored = (await StoredMessages.ReadAsync(client, receipt.Queue)).ShouldHaveSingleItem();
        stored.Id.ShouldBe(receipt.MessageId);
        stored.QueueOffset.ShouldBe(receipt.QueueOffset);
        stored.Body.ShouldBe(large);
        stored.Flag.ShouldBe(7);
        stored.Properties["TAGS"].ShouldBe("created");
        stored.Properties["KEYS"].ShouldBe("A-17 客户-9");
        stored.Properties["__SHARDINGKEY"].ShouldBe("user-42");
        stored.Properties["color"].ShouldBe("红色 🚀");
    }

    /// <summary>Messages of one key lie in one queue, in the order of sending.</summary>
    public static async Task KeepOrderByKeyAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-order" });
        string[] keys = [.. Enumerable.Range(0, 16).Select(index => $"key-{index}")];
        for (int round = 0; round < 10; round++)
        {
            foreach (string key in keys)
                await producer
                    .SendAsync(
                        new Message(topic, Encoding.UTF8.GetBytes($"{key}:{round}")) { OrderKey = key },
                        QueueSelection.ByKey(key),
                        Cancellation
                    )
                    .Within("a send");
        }
        List<StoredMessage> stored = await StoredMessages.ReadTopicAsync(client, topic);
        stored.Count.ShouldBe(160);
        foreach (IGrouping<string, StoredMessage> group in stored.GroupBy(entry => entry.Properties["__SHARDINGKEY"]))
        {
            group.Select(entry => entry.QueueId).Distinct().ShouldHaveSingleItem();
            group
                .OrderBy(entry => entry.QueueOffset)
                .Select(entry => entry.Text)
                .ShouldBe(Enumerable.Range(0, 10).Select(round => $"{group.Key}:{round}"));
        }
    }

    /// <summary>Many sends at once, and one-way sends, all arrive.</summary>
    public static async Task SendManyAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-many" });
        List<SendReceipt> receipts = [];
        // In waves: a real broker that has just started refuses what waits in its queue for more than 200 ms.
        foreach (int[] wave in Enumerable.Range(0, 1000).Chunk(100))
            receipts.AddRange(
                await Task.WhenAll(wave.Select(index => producer.SendAsync(Numbered(topic, index), Cancellation).AsTask()))
                    .Within("100 sends")
            );
        receipts.Select(receipt => (receipt.Queue, receipt.QueueOffset)).ShouldBeUnique();
        for (int index = 1000; index < 1100; index++)
            await producer.SendOneWayAsync(Numbered(topic, index), Cancellation).Within("a one-way send");
        // A send with an answer on each queue comes after all one-way sends on the same connection.
        foreach (MessageQueue queue in await producer.GetPublishQueuesAsync(topic, Cancellation).Within("the queues"))
            await producer.SendAsync(Numbered(topic, -1), QueueSelection.To(queue), Cancellation).Within("a marker");
        IEnumerable<int> stored = (await StoredMessages.ReadTopicAsync(client, topic)).Select(entry => BitConverter.ToInt32(entry.Body));
        stored.Where(number => number >= 0).Order().ShouldBe(Enumerable.Range(0, 1100));
    }

    /// <summary>Batches, cut where they are too large, lie in their queues in order, each message under its own id.</summary>
    public static async Task SendBatchesAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-batch", MaxMessageSize = 16 * 1024 });
        Message[] messages =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(number => new Message(topic, Encoding.UTF8.GetBytes($"{number}:{new string('x', 200)}"))
                {
                    Tag = number % 2 == 0 ? "even" : "odd",
                    Keys = [$"K{number}"],
                    Flag = number,
                }),
        ];
        IReadOnlyList<SendReceipt> receipts = await producer
            .SendBatchAsync(messages, QueueSelection.ByKey("one"), Cancellation)
            .Within("the batch");

        List<StoredMessage> stored = await StoredMessages.ReadAsync(client, receipts[0].Queue);
        stored.Select(entry => entry.Flag).ShouldBe(Enumerable.Range(0, 300));
        stored.Select(entry => entry.Id).ShouldBe(receipts.Select(receipt => receipt.MessageId));
        stored.Select(entry => entry.QueueOffset).ShouldBe(receipts.Select(receipt => receipt.QueueOffset));
        receipts.Select(receipt => receipt.OffsetMessageId).ShouldBeUnique();
        stored.ShouldAllBe(entry => entry.Properties["TAGS"] == (entry.Flag % 2 == 0 ? "even" : "odd"));
        stored.ShouldAllBe(entry => entry.Properties["KEYS"] == $"K{entry.Flag}" && entry.Properties["UNIQ_KEY"] == entry.Id);
        producer.Statistics.Batches.ShouldBeGreaterThan(3);
        await producer
            .SendBatchAsync([.. messages[..2].Select(message => new Message(topic, message.Body) { WaitForStore = false })], Cancellation)
            .Within("a batch that waits for nothing");
    }

    /// <summary>Many single sends that the producer gathers all arrive, each where its receipt says.</summary>
    public static async Task GatherAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(
            new()
            {
                Group = "scenario-gather",
                Batching = new() { Enabled = true },
            }
        );
        List<SendReceipt> receipts = [];
        foreach (int[] wave in Enumerable.Range(0, 2000).Chunk(500))
            receipts.AddRange(
                await Task.WhenAll(
                        wave.Select(index =>
                            producer
                                .SendAsync(
                                    Numbered(topic, index),
                                    index % 2 == 0 ? QueueSelection.RoundRobin : QueueSelection.ByHash(index),
                                    Cancellation
                                )
                                .AsTask()
                        )
                    )
                    .Within("500 sends")
            );
        Dictionary<string, StoredMessage> stored = (await StoredMessages.ReadTopicAsync(client, topic)).ToDictionary(entry => entry.Id);
        stored.Count.ShouldBe(2000);
        for (int index = 0; index < receipts.Count; index++)
        {
            StoredMessage found = stored[receipts[index].MessageId];
            BitConverter.ToInt32(found.Body).ShouldBe(index);
            (found.QueueId, found.QueueOffset).ShouldBe((receipts[index].Queue.QueueId, receipts[index].QueueOffset));
        }
        producer.Statistics.BatchedMessages.ShouldBeGreaterThan(1000);
        producer.Statistics.Sent.ShouldBe(2000);
        producer.Statistics.InFlight.ShouldBe(0);
    }

    /// <summary>A topic that nobody created comes into being with the first send, on brokers that do that.</summary>
    public static async Task CreateBySendingAsync(RocketMqClient client, string topic)
    {
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-create" });
        SendReceipt receipt = await producer.SendAsync(new Message(topic, "first"u8.ToArray()), Cancellation).Within("the send");
        (await StoredMessages.ReadAsync(client, receipt.Queue)).ShouldHaveSingleItem().Text.ShouldBe("first");
    }

    /// <summary>Committed offsets, and offsets by time, as the broker tells them.</summary>
    public static async Task AskOffsetsAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic) { WriteQueues = 1 }, Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = "scenario-offsets" });
        SendReceipt receipt = default;
        for (int index = 0; index < 5; index++)
            receipt = await producer.SendAsync(Numbered(topic, index), Cancellation).Within("a send");
        Administration administration = client.Administration;
        (await administration.GetMinOffsetAsync(receipt.Queue, Cancellation).Within("the lowest offset")).ShouldBe(0);
        (await administration.GetMaxOffsetAsync(receipt.Queue, Cancellation).Within("the highest offset")).ShouldBe(5);
        (await administration.SearchOffsetAsync(receipt.Queue, DateTimeOffset.UnixEpoch, Cancellation).Within("the search")).ShouldBe(0);
        (await administration.QueryConsumerOffsetAsync("nobody-" + topic, receipt.Queue, Cancellation).Within("no offset")).ShouldBeNull();
    }

    /// <summary>A topic that was deleted has no route any more.</summary>
    public static async Task DeleteAsync(RocketMqClient client, string topic)
    {
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await client.Administration.DeleteTopicAsync(topic, Cancellation).Within("the deletion");
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            client.Administration.GetRouteAsync(topic, Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
    }

    private static Message Numbered(string topic, int number) => new(topic, BitConverter.GetBytes(number));
}
