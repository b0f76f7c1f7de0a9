using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>
/// Frames that a real Java client sent, sent again to this broker: each answer must have the code, the header fields and the body
/// shape of the real broker's answer.
/// </summary>
public sealed class GoldenReplayTests
{
    private static readonly string[] Scenarios =
    [
        "consumer/lite_pull_message_code361",
        "consumer/lock_unlock_batch_mq",
        "consumer/min_max_search_offset",
        "consumer/pull_found",
        "consumer/pull_no_matched_tag",
        "consumer/pull_no_new_msg_immediate",
        "consumer/pull_offset_illegal",
        "consumer/pull_sql92",
        "consumer/pull_sql92_push_consumer",
        "consumer/pull_tag_or_filter",
        "consumer/pull_with_commit_offset",
        "consumer/query_offset",
        "consumer/query_offset_not_found",
        "consumer/update_offset",
        "consumer/update_offset_unknown_topic",
        "errors/pull_queue_id_illegal",
        "errors/pull_subscription_not_exist",
        "errors/pull_topic_not_exist",
        "errors/send_batch_to_retry_or_delay",
        "errors/send_negative_queue_id",
        "errors/send_no_permission",
        "errors/send_properties_too_long",
        "errors/send_queue_id_illegal",
        "errors/send_system_topic",
        "errors/send_topic_name_too_long",
        "errors/send_topic_not_exist",
        "heartbeat/consumer_broadcasting",
        "heartbeat/consumer_concurrently",
        "heartbeat/consumer_lite_pull",
        "heartbeat/consumer_orderly",
        "heartbeat/consumer_sql92",
        "heartbeat/consumer_v2",
        "heartbeat/producer",
        "heartbeat/unregister_consumer",
        "heartbeat/unregister_producer",
        "request_reply/reply_client_gone",
        "route/cluster_info",
        "route/code_not_supported",
        "route/kv_config",
        "route/route_default_topic_tbw102",
        "route/route_query",
        "route/route_query_old_client_version",
        "route/route_query_topic_not_found",
        "send/async",
        "send/auto_create_topic",
        "send/batch",
        "send/compressed_batch_not_compressed",
        "send/compressed_lz4",
        "send/compressed_zlib",
        "send/crc_and_body_with_separators",
        "send/delay_level",
        "send/empty_like_bodies",
        "send/namespace_v1",
        "send/namespace_v2",
        "send/oneway",
        "send/recall",
        "send/recall_async",
        "send/send_message_v1_code10",
        "send/sharding_key",
        "send/sync_keys_collection",
        "send/sync_plain",
        "send/sync_tags_keys_props",
        "send/timer_delay_sec_ms",
        "send/timer_too_long_illegal",
        "transaction/end_transaction_bad_offset",
        "admin/create_topic",
        "admin/create_topic_via_client",
        "admin/delete_topic",
        "admin/reset_offset_offline_group",
        "admin/get_topic_config",
    ];

    public static TheoryData<string> Captures =>
        [.. Scenarios.SelectMany(scenario => new[] { scenario + ".json", scenario + ".rocketmq" })];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task The_broker_answers_a_real_clients_frames_as_the_real_one_did(string capture)
    {
        var format = capture.EndsWith(".json", StringComparison.Ordinal) ? "json" : "rocketmq";
        var frames = GoldenFrame.Load(capture);
        await using var broker = await StartAsync(format, ClockOf(capture, frames));
        var connections = new Dictionary<int, RawConnection>();
        var judged = 0;
        foreach (var request in frames.Where(frame => frame.IsClientRequest))
        {
            if (!connections.TryGetValue(request.Connection, out var connection))
            {
                var address = request.To == "namesrv" ? broker.NameServerAddress : broker.BrokerAddress;
                connections[request.Connection] = connection = await RawConnection.OpenAsync(address);
            }
            var answer = await connection.AskAsync(request);
            var expected = frames.SingleOrDefault(frame =>
                frame.Connection == request.Connection
                && frame.From != "client"
                && frame.Parsed.IsResponse
                && frame.Parsed.Opaque == request.Parsed.Opaque
            );
            if (answer is null || expected is null)
                continue;
            Judge(FrameReader.Parse(answer), expected.Parsed, $"{capture}, frame {request.Sequence}");
            judged++;
        }
        foreach (var connection in connections.Values)
            connection.Dispose();
        if (!capture.StartsWith("send/oneway", StringComparison.Ordinal))
            judged.ShouldBePositive();
    }

    internal static void Judge(in RemotingFrame answer, in RemotingFrame expected, string where)
    {
        answer.ResponseCode.ShouldBe(expected.ResponseCode, $"{where}: {answer.Remark}");
        answer.Format.ShouldBe(expected.Format, where);
        answer.Header.ToDictionary().Keys.ShouldBe(expected.Header.ToDictionary().Keys, ignoreOrder: true, where);
        BodyShape.Of(answer.Body).ShouldBe(BodyShape.Of(expected.Body), where);
    }

    // A recall names a time, which must still lie ahead.
    private static TimeProvider ClockOf(string capture, IReadOnlyList<GoldenFrame> frames) =>
        capture.StartsWith("send/recall", StringComparison.Ordinal)
            ? new ManualTimeProvider(
                DateTimeOffset.FromUnixTimeMilliseconds(frames[0].Parsed.ReadHeader<SendMessageV2RequestHeader>().BornTimestamp)
            )
            : TimeProvider.System;

    /// <summary>A broker as it was when the frames were captured: names, limits, topics, and six messages in one queue.</summary>
    internal static async Task<EmbeddedBroker> StartAsync(string format, TimeProvider? time = null)
    {
        var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions
            {
                BrokerName = "broker-g",
                ClusterName = "GoldenCluster",
                DefaultTopicQueueNums = 4,
                MaxMessageSize = 65536,
                TimeProvider = time ?? TimeProvider.System,
                Topics =
                [
                    new TopicDefinition($"golden-pull-{format}") { WriteQueues = 2 },
                    new TopicDefinition($"golden-trim-{format}") { WriteQueues = 1 },
                    new TopicDefinition($"golden-send-{format}") { WriteQueues = 4 },
                    new TopicDefinition($"golden-comp-{format}") { WriteQueues = 4 },
                    new TopicDefinition($"golden-delay-{format}") { WriteQueues = 1 },
                    new TopicDefinition($"golden-route-{format}") { WriteQueues = 4 },
                    new TopicDefinition($"InstG%golden-ns-{format}") { WriteQueues = 4 },
                    new TopicDefinition($"golden-adm-{format}") { WriteQueues = 2 },
                    new TopicDefinition($"golden-ro-{format}") { WriteQueues = 1, IsWritable = false },
                ],
            },
            TestContext.Current.CancellationToken
        );
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress);
        foreach (var message in PulledRecords(format))
            (
                await client.AskAsync(
                    TestClient.Header($"golden-pull-{format}", 0, new Dictionary<string, string>()) with
                    {
                        Properties = Utf8Text.FromUtf8(message.Properties),
                    },
                    message.Body
                )
            ).Code.ShouldBe(ResponseCode.Success);
        return broker;
    }

    private static List<MessageRecord> PulledRecords(string format)
    {
        var answer = GoldenFrame.Load($"consumer/pull_found.{format}").First(frame => frame.Parsed.IsResponse).Parsed;
        var records = new List<MessageRecord>();
        for (var position = 0; MessageRecordReader.TryRead(answer.Body, ref position, out var record); )
            records.Add(record);
        return records;
    }
}
