using System.Globalization;
using System.Text.Json;
using RocketMq.Protocol;
using RocketMq.Tests.Kit;

namespace RocketMq.Tests.Producing;

public sealed class QueueSelectionTests
{
    [Fact]
    public void A_key_selects_the_queue_that_Java_selects()
    {
        int checkedIndexes = 0;
        foreach (JsonElement vector in GoldenVectors.Read("select_queue_by_hash.json"))
        {
            int hash = vector.GetProperty("argHashCode").GetInt32();
            string? key = KeyOf(vector);
            foreach (JsonProperty expected in vector.GetProperty("indexByQueueCount").EnumerateObject())
            {
                MessageQueue[] queues = Queues(int.Parse(expected.Name, CultureInfo.InvariantCulture));
                QueueSelection.ByHash(hash).SelectIndex(queues, AnyMessage()).ShouldBe(expected.Value.GetInt32());
                if (key is not null)
                    QueueSelection.ByKey(key).SelectIndex(queues, AnyMessage()).ShouldBe(expected.Value.GetInt32(), key);
                checkedIndexes++;
            }
        }
        checkedIndexes.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData(int.MinValue, 7)]
    [InlineData(int.MinValue, 8)]
    [InlineData(-1, 3)]
    [InlineData(int.MaxValue, 5)]
    public void Every_hash_selects_a_queue_that_exists(int hash, int queueCount) =>
        QueueSelection.ByHash(hash).SelectIndex(Queues(queueCount), AnyMessage()).ShouldBeInRange(0, queueCount - 1);

    [Fact]
    public void A_function_sees_the_queues_and_the_message()
    {
        Message message = AnyMessage();
        int index = QueueSelection
            .By(
                (queues, seen) =>
                {
                    seen.ShouldBeSameAs(message);
                    return queues.Count - 1;
                }
            )
            .SelectIndex(Queues(4), message);
        index.ShouldBe(3);
    }

    [Fact]
    public void Only_round_robin_leaves_the_queue_open()
    {
        QueueSelection.RoundRobin.IsFixed.ShouldBeFalse();
        default(QueueSelection).IsFixed.ShouldBeFalse();
        QueueSelection.ByKey("a").IsFixed.ShouldBeTrue();
        QueueSelection.To(new MessageQueue("t", "b", 0)).IsFixed.ShouldBeTrue();
    }

    // One key is half of a surrogate pair, which the file could only hold as "?".
    private static string? KeyOf(JsonElement vector) =>
        vector.GetProperty("argType").GetString() == "string" && vector.GetProperty("arg").GetString() is var key and not "?" ? key : null;

    private static Message AnyMessage() => new("orders", new byte[] { 1 });

    private static MessageQueue[] Queues(int count) =>
        [.. Enumerable.Range(0, count).Select(id => new MessageQueue("orders", "broker-a", id))];
}
