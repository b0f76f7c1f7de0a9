using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class QueryTests
{
    [Fact]
    public async Task A_message_is_found_by_each_of_its_keys_and_by_its_unique_id()
    {
        await using var broker = await TestBroker.StartAsync();
        var properties = new Dictionary<string, string> { ["KEYS"] = "A-17 客户-9", ["UNIQ_KEY"] = "7F00000100010001000000000000002A" };
        await broker.Client.SendAsync("orders", "wanted", queueId: 2, properties: properties);
        await broker.Client.SendAsync("orders", "other", properties: Keys("A-18"));

        foreach (var key in new[] { "A-17", "客户-9", "7F00000100010001000000000000002A" })
            (await QueryAsync(broker, key)).Bodies().ShouldBe(["wanted"], key);
    }

    [Fact]
    public async Task Nothing_found_is_told_with_the_code_of_a_real_broker()
    {
        await using var broker = await TestBroker.StartAsync();
        await broker.Client.SendAsync("orders", "other", properties: Keys("A-18"));

        foreach (var key in new[] { "A-17", "A-1", "A-18 ", "" })
        {
            var answer = await QueryAsync(broker, key);
            answer.Code.ShouldBe(ResponseCode.QueryNotFound, key);
            answer.Remark.ShouldBe("can not find message, maybe time range not correct");
        }
        (await QueryAsync(broker, "A-18", topic: "payments")).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    public async Task Of_many_messages_with_one_key_the_newest_64_come_back_in_the_order_they_were_stored()
    {
        await using var broker = await TestBroker.StartAsync();
        foreach (var number in Enumerable.Range(0, 500))
            await broker.Client.SendAsync("orders", $"{number}", queueId: number % 4, properties: Keys("many"));

        (await QueryAsync(broker, "many", max: 1000)).Bodies().ShouldBe(Enumerable.Range(436, 64).Select(number => $"{number}"));
        (await QueryAsync(broker, "many", max: 3)).Bodies().ShouldBe(["497", "498", "499"]);
        (await QueryAsync(broker, "many", max: 1000, isUnique: true)).Records().Count.ShouldBe(32);
        (await QueryAsync(broker, "many", max: -1)).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    public async Task Equal_hashes_of_keys_or_topics_are_not_mixed()
    {
        await using var broker = await TestBroker.StartAsync(options =>
        {
            options.Topics.Add(new TopicDefinition("tAa"));
            options.Topics.Add(new TopicDefinition("tBB"));
        });
        // Java gives "Aa" and "BB" one hash, and with it every text that differs in nothing else.
        TagCodes.JavaHash("tAa#kAa").ShouldBe(TagCodes.JavaHash("tBB#kBB"));
        foreach (var topic in new[] { "tAa", "tBB" })
        foreach (var key in new[] { "kAa", "kBB" })
            await broker.Client.SendAsync(topic, $"{topic}#{key}", properties: Keys(key));

        foreach (var topic in new[] { "tAa", "tBB" })
        foreach (var key in new[] { "kAa", "kBB" })
            (await QueryAsync(broker, key, topic: topic)).Bodies().ShouldBe([$"{topic}#{key}"]);
    }

    [Fact]
    public async Task The_time_window_includes_its_ends()
    {
        await using var broker = await TestBroker.StartAsync();
        var start = broker.Time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var number in Enumerable.Range(0, 5))
        {
            await broker.Client.SendAsync("orders", $"{number}", properties: Keys("k"));
            broker.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await QueryAsync(broker, "k", begin: start + 1000, end: start + 3000)).Bodies().ShouldBe(["1", "2", "3"]);
        (await QueryAsync(broker, "k", begin: start + 1001, end: start + 1999)).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    public async Task Messages_stored_after_a_query_are_found_by_the_next_one_and_dropped_ones_no_more()
    {
        await using var broker = await TestBroker.StartAsync(options => options.MaxStoreBytes = 1);
        await broker.Client.SendAsync("orders", "first", properties: Keys("k"));
        (await QueryAsync(broker, "k")).Bodies().ShouldBe(["first"]);
        await broker.Client.SendAsync("orders", "second", properties: Keys("k"));
        (await QueryAsync(broker, "k")).Bodies().ShouldBe(["first", "second"]);

        foreach (var _ in Enumerable.Range(0, 6))
            await broker.Client.SendAsync("orders", new string('x', 4_000_000));
        await broker.Client.SendAsync("orders", "third", properties: Keys("k"));
        (await QueryAsync(broker, "k")).Bodies().ShouldBe(["third"]);
    }

    private static Dictionary<string, string> Keys(string keys) => new() { ["KEYS"] = keys };

    private static Task<Answer> QueryAsync(
        TestBroker broker,
        string key,
        string topic = "orders",
        int max = 32,
        long begin = 0,
        long end = long.MaxValue,
        bool isUnique = false
    ) =>
        broker.Client.AskAsync(
            new QueryMessageRequestHeader
            {
                Topic = topic,
                Key = key,
                MaxCount = max,
                BeginTimestamp = begin,
                EndTimestamp = end,
                UniqueKeyQuery = isUnique,
            }
        );
}
