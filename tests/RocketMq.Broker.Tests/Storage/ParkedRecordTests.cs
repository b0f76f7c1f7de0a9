using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Storage;

/// <summary>What waits for its real queue has more properties than its sender gave it, and gets more when it leaves; a record has 32,767 bytes for them.</summary>
public sealed class ParkedRecordTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // From what fits in any case to what no record holds.
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 150).Select(number => 32_767 - (number * 3))];

    [Theory]
    [InlineData("TIMER_DELAY_SEC", "5")]
    [InlineData("DELAY", "2")]
    public async Task Properties_near_the_limit_are_refused_at_once_or_delivered_in_time(string property, string value)
    {
        await using var test = await TestBroker.StartAsync();
        var accepted = await SendAsync(test, (property, value));

        test.Time.Advance(TimeSpan.FromSeconds(5));

        test.Inspection.CountMessages("orders").ShouldBe(accepted);
    }

    [Fact]
    public async Task Half_messages_with_properties_near_the_limit_are_refused_at_once_or_asked_about_and_given_up()
    {
        await using var test = await TestBroker.StartAsync(options => options.MaxTransactionChecks = 1);
        await test.Client.HeartbeatAsync("readers", "orders");
        var accepted = await SendAsync(test, ("TRAN_MSG", "true"), ("PGROUP", "test-producer"));

        test.Time.Advance(Interval);
        for (var asked = 0; asked < accepted; asked++)
            (await test.Client.NextQuestionAsync()).Properties["WAIT"].ShouldBe("false");

        test.Time.Advance(Interval);
        test.Inspection.CountMessages("TRANS_CHECK_MAX_TIME_TOPIC").ShouldBe(accepted);
    }

    [Fact]
    public async Task A_half_message_with_a_delay_and_properties_near_the_limit_can_be_committed()
    {
        await using var test = await TestBroker.StartAsync();
        var largest = Lengths.Select(length => Filler(length, ("TRAN_MSG", "true"), ("PGROUP", "test-producer"), ("DELAY", "2")));
        Answer? half = null;
        foreach (var properties in largest)
        {
            half = await test.Client.SendAsync("orders", "x", properties: properties);
            if (half.Code == ResponseCode.Success)
                break;
        }

        var decision = TransactionTests.Decision(half!, SystemFlags.TransactionCommit);
        (await test.Client.AskAsync(decision)).Code.ShouldBe(ResponseCode.Success);

        test.Time.Advance(TimeSpan.FromSeconds(5));
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_properties_leave_no_room_for_those_of_a_retry_is_not_taken_back()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        var sent = await test.Client.SendAsync("orders", "x", properties: Filler(32_640));
        sent.Code.ShouldBe(ResponseCode.Success, sent.Remark);

        var answer = await test.Client.AskAsync(
            new ConsumerSendMessageBackRequestHeader
            {
                Offset = OffsetMessageId.Parse(sent.Fields["msgId"]).Offset,
                Group = "readers",
                DelayLevel = 1,
            }
        );

        answer.Code.ShouldBe(ResponseCode.MessageIllegal, answer.Remark);
    }

    /// <summary>Sends a message of each length and returns how many were taken; the others must be refused for good.</summary>
    private static async Task<int> SendAsync(TestBroker test, params (string Name, string Value)[] properties)
    {
        var accepted = 0;
        foreach (var length in Lengths)
        {
            var answer = await test.Client.SendAsync("orders", "x", properties: Filler(length, properties));
            answer.Code.ShouldBeOneOf(ResponseCode.Success, ResponseCode.MessageIllegal);
            accepted += answer.Code == ResponseCode.Success ? 1 : 0;
        }
        accepted.ShouldBeInRange(1, Lengths.Length - 1);
        return accepted;
    }

    /// <summary>Properties whose text is that long, with the id that the client adds.</summary>
    private static Dictionary<string, string> Filler(int length, params (string Name, string Value)[] properties)
    {
        var all = properties.ToDictionary(pair => pair.Name, pair => pair.Value);
        all["UNIQ_KEY"] = "7F000001000100000000000000000001";
        all["filler"] = new string('x', length - TestClient.TextOf(all).Length - "filler\u0001\u0002".Length);
        return all;
    }
}
