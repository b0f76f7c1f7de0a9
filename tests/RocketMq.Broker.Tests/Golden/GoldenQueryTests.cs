using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>
/// Queries of a real client by key and by unique id. They name a time window, so the broker's clock stands at the moment at which the real
/// broker stored what it answered.
/// </summary>
public sealed class GoldenQueryTests
{
    [Theory]
    [InlineData("query/query_message_by_key", "json")]
    [InlineData("query/query_message_by_key", "rocketmq")]
    [InlineData("query/query_message_by_unique_key", "json")]
    [InlineData("query/query_message_by_unique_key", "rocketmq")]
    public async Task The_broker_finds_what_the_real_one_found(string scenario, string format)
    {
        var frames = GoldenFrame.Load($"{scenario}.{format}");
        var record = Records(frames).First();
        var time = new ManualTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(record.StoreTimestamp));
        await using var broker = await GoldenReplayTests.StartAsync(format, time);
        if (record.QueueId != 0)
            await StoreAsync(broker, record);

        using var connection = await RawConnection.OpenAsync(broker.BrokerAddress);
        foreach (var request in frames.Where(frame => frame.IsClientRequest))
        {
            var answer = (await connection.AskAsync(request)).ShouldNotBeNull();
            var expected = frames.Single(frame => frame.Parsed.IsResponse && frame.Parsed.Opaque == request.Parsed.Opaque);
            GoldenReplayTests.Judge(FrameReader.Parse(answer), expected.Parsed, $"{scenario}.{format}, frame {request.Sequence}");
        }
    }

    private static IEnumerable<MessageRecord> Records(IReadOnlyList<GoldenFrame> frames)
    {
        foreach (var frame in frames.Where(frame => frame.Parsed.IsResponse && !frame.Parsed.Body.IsEmpty))
        {
            var position = 0;
            while (MessageRecordReader.TryRead(frame.Parsed.Body, ref position, out var record))
                yield return record;
        }
    }

    private static async Task StoreAsync(EmbeddedBroker broker, MessageRecord record)
    {
        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress);
        var header = TestClient.Header(record.Topic.ToString(), record.QueueId, new Dictionary<string, string>());
        (await client.AskAsync(header with { Properties = Utf8Text.FromUtf8(record.Properties) }, record.Body)).Code.ShouldBe(
            ResponseCode.Success
        );
    }
}
