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
        ["STICKY"] = AllocationStrategies.Sticky,
    };

    public static TheoryData<string> Names => [.. Strategies.Keys];

    [Fact]
    public void All_agree_with_the_java_client_in_every_recorded_case()
    {
        Dictionary<string, int> checkedCases = [];
        foreach (JsonElement example in ReadCases())
        {
            IAllocationStrategy strategy = Create(example);
            string name = example.GetProperty("strategy").GetString()!;
            strategy.Name.ShouldBe(name);
            checkedCases[name] = checkedCases.GetValueOrDefault(name) + 1;
            if (example.TryGetProperty("result", out JsonElement expected))
            {
                foreach (JsonProperty share in expected.EnumerateObject())
                {
                    strategy
                        .Allocate("group", share.Name, Queues(example, "queues"), Texts(example, "consumers"))
                        .ShouldBe(
                            share.Value.EnumerateArray().Select(queue => Parse(TopicOf(example), queue.GetString()!)),
                            example.ToString()
                        );
                }
            }
            else
            {
                CheckIrregular(strategy, example);
            }
        }

        checkedCases.Keys.ShouldBe(
            [
                "AVG",
                "AVG_BY_CIRCLE",
                "CONFIG",
                "CONSISTENT_HASH",
                "MACHINE_ROOM",
                "MACHINE_ROOM_NEARBY-AVG",
                "MACHINE_ROOM_NEARBY-AVG_BY_CIRCLE",
            ],
            ignoreOrder: true
        );
        checkedCases.Values.Sum().ShouldBe(147);
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

    [Fact]
    public void Sticky_shares_are_even_and_a_joiner_moves_little_more_than_its_own()
    {
        foreach (
            (int queueCount, int memberCount, double limit) in ((int, int, double)[])
                [(16, 4, 1.6), (64, 4, 1.4), (128, 2, 1.2), (128, 8, 1.5)]
        )
        {
            (double moved, double averagely) = (0, 0);
            const int Rounds = 20;
            for (int round = 0; round < Rounds; round++)
            {
                MessageQueue[] queues =
                [
                    .. Enumerable.Range(0, queueCount).Select(id => new MessageQueue("orders", $"broker-{id % 2}", id / 2)).Order(),
                ];
                string[] before = Members(round, memberCount);
                string[] after = [.. before.Append($"10.1.{round}.1@joiner").Order(StringComparer.Ordinal)];
                moved += CountMoves(AllocationStrategies.Sticky, queues, before, after);
                averagely += CountMoves(AllocationStrategies.Averagely, queues, before, after);
                int[] loads = [.. after.Select(member => AllocationStrategies.Sticky.Allocate("group", member, queues, after).Count)];
                (loads.Max() - loads.Min()).ShouldBeLessThanOrEqualTo(1);
            }

            double share = (double)queueCount / (memberCount + 1);
            (moved / Rounds).ShouldBeLessThan(share * limit, $"{queueCount} queues, {memberCount} members");
            moved.ShouldBeLessThan(averagely);
        }
    }

    [Fact]
    public void With_a_hash_ring_queues_move_to_the_joiner_only()
    {
        MessageQueue[] queues = [.. Enumerable.Range(0, 64).Select(id => new MessageQueue("orders", "broker-a", id)).Order()];
        string[] before = Members(1, 4);
        string[] after = [.. before.Append("10.9.9.9@joiner").Order(StringComparer.Ordinal)];
        foreach (string member in before)
        {
            AllocationStrategies
                .ConsistentHash.Allocate("group", member, queues, after)
                .Except(AllocationStrategies.ConsistentHash.Allocate("group", member, queues, before))
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public void Rooms_must_have_names() =>
        Should
            .Throw<InvalidOperationException>(() =>
                AllocationStrategies
                    .MachineRoomNearby(AllocationStrategies.Averagely, _ => "", client => client)
                    .Allocate("group", "a", [new MessageQueue("orders", "broker-a", 0)], ["a"])
            )
            .Message.ShouldContain("MachineRoomNearby");

    private static IEnumerable<JsonElement> ReadCases()
    {
        string file = Path.Combine(RepositoryRoot.Path, "tests", "golden", "vectors", "allocate_queue.json");
        if (!File.Exists(file))
            Assert.Skip($"{file} is not there.");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(example => example.Clone())];
    }

    private static IAllocationStrategy Create(JsonElement example) =>
        example.GetProperty("strategy").GetString() switch
        {
            "CONSISTENT_HASH" when example.TryGetProperty("virtualNodeCnt", out JsonElement count) =>
                AllocationStrategies.ConsistentHashWith(count.GetInt32()),
            "CONFIG" => AllocationStrategies.ByConfiguration(Queues(example, "configured")),
            "MACHINE_ROOM" => AllocationStrategies.MachineRoom(Texts(example, "consumeridcs")),
            string name when name.StartsWith("MACHINE_ROOM_NEARBY", StringComparison.Ordinal) => AllocationStrategies.MachineRoomNearby(
                Strategies[example.GetProperty("inner").GetString()!],
                queue => queue.BrokerName.Split('-')[0],
                client => client.Split('-')[0]
            ),
            { } name => Strategies[name],
            null => throw new InvalidDataException(example.ToString()),
        };

    private static void CheckIrregular(IAllocationStrategy strategy, JsonElement example)
    {
        IReadOnlyList<MessageQueue> Allocate() =>
            strategy.Allocate("group", example.GetProperty("current").GetString()!, Queues(example, "queues"), Texts(example, "consumers"));

        if (example.GetProperty("call").GetProperty("ok").GetBoolean())
            Allocate().ShouldBeEmpty(example.ToString());
        else
            Should.Throw<ArgumentException>(Allocate, example.ToString());
    }

    private static string[] Members(int seed, int count) =>
        [.. Enumerable.Range(0, count).Select(id => $"10.{seed}.{id}.{seed * id % 251}@{id}").Order(StringComparer.Ordinal)];

    private static int CountMoves(IAllocationStrategy strategy, MessageQueue[] queues, string[] before, string[] after) =>
        after.Sum(member =>
        {
            IEnumerable<MessageQueue> now = strategy.Allocate("group", member, queues, after);
            return before.Contains(member) ? now.Except(strategy.Allocate("group", member, queues, before)).Count() : now.Count();
        });

    private static string TopicOf(JsonElement example) => example.TryGetProperty("topic", out JsonElement topic) ? topic.GetString()! : "T";

    private static string[] Texts(JsonElement example, string name) =>
        [.. example.GetProperty(name).EnumerateArray().Select(member => member.GetString()!)];

    private static MessageQueue[] Queues(JsonElement example, string name) =>
        example.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(queue => Parse(TopicOf(example), queue.GetString()!))]
            : null!;

    private static MessageQueue Parse(string topic, string text)
    {
        int colon = text.LastIndexOf(':');
        return new MessageQueue(topic, text[..colon], int.Parse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
