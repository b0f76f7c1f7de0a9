using System.Text;
using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>JSON bodies as the real serializer writes them.</summary>
public sealed class BodyVectorTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Bodies() => GoldenFolder.Rows("json_bodies");

    public static IEnumerable<TheoryDataRow<int, string>> Routes() => GoldenFolder.Rows("route_conversion");

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Bodies_are_read_and_written_alike(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("json_bodies")[index];
        string json = vector.GetProperty("json").GetString()!;
        JsonBody body = Parse(vector.GetProperty("what").GetString()!, Encoding.UTF8.GetBytes(json));
        if (vector.TryGetProperty("decoded", out JsonElement decoded))
        {
            Dictionary<string, long> offsets = ((ResetOffsetBody)body).OffsetTable.ToDictionary(
                entry => $"{entry.Key.Topic}/{entry.Key.BrokerName}/{entry.Key.QueueId}",
                entry => entry.Value
            );
            offsets.ShouldBe(
                decoded.GetProperty("value").EnumerateObject().ToDictionary(o => o.Name, o => o.Value.GetInt64()),
                ignoreOrder: true
            );
            return;
        }

        Encoding.UTF8.GetString(body.ToUtf8Bytes()).ShouldBe(json);
        if (vector.TryGetProperty("prettyJson", out JsonElement pretty))
        {
            JsonBody indented = ResetOffsetBody.Parse(Encoding.UTF8.GetBytes(pretty.GetString()!));
            Encoding.UTF8.GetString(indented.ToUtf8Bytes()).ShouldBe(json);
        }

        if (vector.TryGetProperty("fingerprint", out JsonElement fingerprint))
            Fingerprint((HeartbeatData)body).ShouldBe(fingerprint.GetInt32());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Routes_are_read_in_both_forms(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("route_conversion")[index];
        TopicRouteData route = TopicRouteData.Parse(Encoding.UTF8.GetBytes(vector.GetProperty("routeJson").GetString()!));
        List<MessageQueue> readable =
        [
            .. route
                .QueueDatas.Where(data => ((TopicPermissions)data.Permissions).HasFlag(TopicPermissions.Read))
                .SelectMany(data => Enumerable.Range(0, data.ReadQueueNums).Select(id => new MessageQueue("T", data.BrokerName, id)))
                .Order(),
        ];
        if (vector.TryGetProperty("subscribeQueuesSorted", out JsonElement queues))
        {
            readable
                .Select(queue => $"{queue.BrokerName}:{queue.QueueId}")
                .ShouldBe(queues.EnumerateArray().Select(queue => queue.GetString()));
        }

        if (vector.TryGetProperty("reencoded", out JsonElement reencoded))
            Encoding.UTF8.GetString(route.ToUtf8Bytes()).ShouldBe(reencoded.GetString());

        Encoding
            .UTF8.GetString(TopicRouteData.Parse(route.ToUtf8Bytes(isStandard: true)).ToUtf8Bytes())
            .ShouldBe(Encoding.UTF8.GetString(route.ToUtf8Bytes()));
    }

    private static JsonBody Parse(string what, byte[] json) =>
        what switch
        {
            "LockBatchRequestBody" => LockBatchBody.Parse(json),
            "ConsumeStats" => ConsumeStats.Parse(json),
            "HeartbeatData" => HeartbeatData.Parse(json),
            _ => ResetOffsetBody.Parse(json),
        };

    /// <summary>Java's heartbeat fingerprint: the hash of the heartbeat without what differs between clients.</summary>
    private static int Fingerprint(HeartbeatData heartbeat)
    {
        HeartbeatData stripped = heartbeat with
        {
            ClientId = "",
            HeartbeatFingerprint = 0,
            WithoutSub = false,
            ConsumerDataSet =
            [
                .. heartbeat.ConsumerDataSet.Select(consumer =>
                    consumer with
                    {
                        SubscriptionDataSet = [.. consumer.SubscriptionDataSet.Select(s => s with { SubVersion = 0 })],
                    }
                ),
            ],
        };
        return TagCodes.JavaHash(Encoding.UTF8.GetString(stripped.ToUtf8Bytes()));
    }
}
