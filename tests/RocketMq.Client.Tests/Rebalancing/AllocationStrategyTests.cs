using System.Text.Json;
using RocketMq.Protocol;

namespace RocketMq.Tests.Rebalancing;

public sealed class AllocationStrategyTests
{
    private static readonly Dictionary<string, IAllocationStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["AVG"] = AllocationStrategies.Averagely,
        ["AVG_BY_CIRCLE"] = AllocationStrategies.AveragelyByCircle,
        ["CONSISTENT_HASH"] = AllocationStrategies.ConsistentHash,
    };

    public static TheoryData<string> Names => [.. Strategies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_the_java_client(string name)
    {
        string file = Path.Combine(RepositoryRoot.Path, "tests", "golden", "vectors", "allocate_queue.json");
        if (!File.Exists(file))
            Assert.Skip($"{file} is not there.");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        int checkedCases = 0;
        foreach (JsonElement example in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            bool isRegular = example.TryGetProperty("result", out JsonElement expected);
            if (!isRegular || example.GetProperty("strategy").GetString() != name || example.TryGetProperty("virtualNodeCnt", out _))
                continue;

            string topic = example.GetProperty("topic").GetString()!;
            string[] members = [.. example.GetProperty("consumers").EnumerateArray().Select(member => member.GetString()!)];
            MessageQueue[] queues = [.. example.GetProperty("queues").EnumerateArray().Select(queue => Parse(topic, queue.GetString()!))];
            foreach (JsonProperty share in expected.EnumerateObject())
            {
                Strategies[name]
                    .Allocate("group", share.Name, queues, members)
                    .ShouldBe(share.Value.EnumerateArray().Select(queue => Parse(topic, queue.GetString()!)), example.ToString());
            }

            checkedCases++;
        }

        checkedCases.ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_queue_has_exactly_one_owner(string name)
    {
        for (int queueCount = 1; queueCount <= 17; queueCount++)
        {
            for (int memberCount = 1; memberCount <= 20; memberCount++)
            {
                MessageQueue[] queues =
                [
                    .. Enumerable.Range(0, queueCount).Select(id => new MessageQueue("orders", $"broker-{id % 3}", id)).Order(),
                ];
                string[] members = [.. Enumerable.Range(0, memberCount).Select(id => $"10.0.0.{id}@{id}").Order(StringComparer.Ordinal)];
                members
                    .SelectMany(member => Strategies[name].Allocate("group", member, queues, members))
                    .ShouldBe(queues, ignoreOrder: true, $"{queueCount} queues, {memberCount} members");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Who_is_not_a_member_gets_nothing(string name) =>
        Strategies[name].Allocate("group", "stranger", [new MessageQueue("orders", "broker-a", 0)], ["a", "b"]).ShouldBeEmpty();

    private static MessageQueue Parse(string topic, string text)
    {
        int colon = text.LastIndexOf(':');
        return new MessageQueue(topic, text[..colon], int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
