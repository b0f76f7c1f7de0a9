using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Finding stored messages by id and by key (P28 to P31). Real brokers index messages a moment after they stored them.</summary>
public sealed class QueryScenarios
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task P28_a_message_is_found_by_its_offset_id_and_by_its_own_id(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        await producer.SendAsync(cluster.Text("before"), Cancellation).Within("a send");
        SendReceipt receipt = await producer.SendAsync(cluster.Text("wanted", "tag"), Cancellation).Within("the send");

        ReceivedMessage byOffset = (
            await cluster.Client.Administration.FindMessageAsync(cluster.Topic, receipt.OffsetMessageId, Cancellation).Within("the message")
        ).ShouldNotBeNull();
        ReceivedMessage byId = await UntilAsync(
            () => cluster.Client.Administration.FindMessageAsync(cluster.Topic, receipt.MessageId, Cancellation),
            found => found is not null
        );

        foreach (ReceivedMessage found in new[] { byOffset, byId })
        {
            Mailbox.BodyOf(found).ShouldBe("wanted");
            found.Tag.ShouldBe("tag");
            found.MessageId.ShouldBe(receipt.MessageId);
            found.OffsetMessageId.ShouldBe(receipt.OffsetMessageId);
            found.Queue.ShouldBe(receipt.Queue);
            found.QueueOffset.ShouldBe(receipt.QueueOffset);
        }
    }

    [Theory, OnEachCluster]
    public async Task P29_no_message_has_an_id_that_is_none(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        SendReceipt receipt = await cluster.CreateProducer().SendAsync(cluster.Text("there"), Cancellation).Within("a send");
        Administration administration = cluster.Client.Administration;

        foreach (string id in new[] { "malformed", receipt.OffsetMessageId[..^16] + "7000000000000000", new string('F', 32) })
            (await administration.FindMessageAsync(cluster.Topic, id, Cancellation).Within("the answer")).ShouldBeNull(id);
        await Should.ThrowAsync<ArgumentException>(async () => await administration.FindMessageAsync(cluster.Topic, null!, Cancellation));
        await Should.ThrowAsync<ArgumentException>(async () => await administration.FindMessageAsync(cluster.Topic, "", Cancellation));
    }

    [Theory, OnEachCluster]
    public async Task P30_all_of_twenty_and_the_newest_64_of_500_messages_are_found_by_key(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        await SendAsync(producer, cluster.Topic, "few", 20);
        await SendAsync(producer, cluster.Topic, "many", 500);

        IReadOnlyList<ReceivedMessage> few = await QueryAsync(cluster, cluster.Topic, "few", expected: 20);
        IReadOnlyList<ReceivedMessage> many = await QueryAsync(cluster, cluster.Topic, "many", expected: 64);

        few.Select(message => message.Body.Length).ShouldAllBe(length => length > 0);
        few.Select(message => message.OffsetMessageId).Distinct().Count().ShouldBe(20);
        many.ShouldAllBe(message => message.Keys.Contains("many"));
        (
            await cluster
                .Client.Administration.QueryMessagesAsync(cluster.Topic, "many", max: 1000, cancellationToken: Cancellation)
                .Within("the query")
        ).Count.ShouldBe(64, "a broker answers with no more");
    }

    /// <summary>"Aa" and "BB" have one hash in Java, and brokers compare hashes.</summary>
    [Theory, OnEachCluster]
    public async Task P31_keys_and_topics_of_equal_hash_are_not_mixed(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        string[] topics = [$"{cluster.Topic}Aa", $"{cluster.Topic}BB"];
        string[] keys = ["keyAa", "keyBB"];
        TagCodes.JavaHash($"{topics[0]}#{keys[0]}").ShouldBe(TagCodes.JavaHash($"{topics[1]}#{keys[1]}"));
        Producer producer = cluster.CreateProducer();
        foreach (string topic in topics)
        {
            await cluster.CreateTopicAsync(topic);
            foreach (string key in keys)
                await SendAsync(producer, topic, key, 5);
        }

        foreach (string topic in topics)
        foreach (string key in keys)
        {
            IReadOnlyList<ReceivedMessage> found = await QueryAsync(cluster, topic, key, expected: 5);
            found.Select(Mailbox.BodyOf).ShouldBe(Enumerable.Range(0, 5).Select(number => $"{topic} {key} {number}"), ignoreOrder: true);
        }
    }

    private static async Task SendAsync(Producer producer, string topic, string key, int count) =>
        await Task.WhenAll(
                Enumerable
                    .Range(0, count)
                    .Select(number => new Message(topic, Encoding.UTF8.GetBytes($"{topic} {key} {number}")) { Keys = [key] })
                    .Select(message => producer.SendAsync(message, Cancellation).AsTask())
            )
            .Within("the sends");

    private static Task<IReadOnlyList<ReceivedMessage>> QueryAsync(ScenarioCluster cluster, string topic, string key, int expected) =>
        UntilAsync(
            () => cluster.Client.Administration.QueryMessagesAsync(topic, key, cancellationToken: Cancellation)!,
            found => found!.Count >= expected
        );

    private static async Task<T> UntilAsync<T>(Func<ValueTask<T?>> ask, Func<T?, bool> isEnough)
        where T : class
    {
        return await AskAsync().Within("what was stored to be found");

        async Task<T> AskAsync()
        {
            while (true)
            {
                T? answer = await ask();
                if (isEnough(answer))
                    return answer!;
            }
        }
    }
}
