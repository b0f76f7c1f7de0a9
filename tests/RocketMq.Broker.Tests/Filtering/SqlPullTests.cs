using System.Text;
using RocketMq.Broker.Filtering;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Filtering;

public sealed class SqlPullTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task An_expression_in_the_pull_selects_messages_and_the_offset_moves_past_the_others()
    {
        await using var test = await TestBroker.StartAsync();
        foreach (var amount in new[] { "1", "5", "x", "7" })
            await SendAsync(test, amount);
        await test.Client.SendAsync("orders", "none");

        var some = await test.Client.AskAsync(Pull("amount > 4"));
        var absent = await test.Client.AskAsync(Pull("amount IS NULL"));
        var none = await test.Client.AskAsync(Pull("amount = 2"));

        some.Bodies().ShouldBe(["5", "7"]);
        some.Number("nextBeginOffset").ShouldBe(5);
        absent.Bodies().ShouldBe(["none"]);
        none.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        none.Remark.ShouldBe("NO_MATCHED_MESSAGE");
        none.Number("nextBeginOffset").ShouldBe(5);
    }

    [Fact]
    public async Task The_expression_of_the_latest_heartbeat_judges_pulls_without_one()
    {
        await using var test = await TestBroker.StartAsync();
        await SendAsync(test, "1");
        await SendAsync(test, "9");
        await HeartbeatAsync(test.Client, "amount < 5", version: 1);
        var first = await test.Client.AskAsync(Pull("", version: 1, flags: PullSystemFlags.None));
        await HeartbeatAsync(test.Client, "amount > 5", version: 2);
        var second = await test.Client.AskAsync(Pull("", version: 2, flags: PullSystemFlags.None));
        var ahead = await test.Client.AskAsync(Pull("", version: 3, flags: PullSystemFlags.None));

        first.Bodies().ShouldBe(["1"]);
        second.Bodies().ShouldBe(["9"]);
        ahead.Code.ShouldBe(ResponseCode.SubscriptionNotLatest);
    }

    [Fact]
    public async Task An_expression_that_cannot_be_compiled_is_refused_with_the_reason_by_check_and_by_pull()
    {
        await using var test = await TestBroker.StartAsync();
        await HeartbeatAsync(test.Client, "amount > > 4", version: 1);

        var byHeartbeat = await test.Client.AskAsync(Pull("", version: 1, flags: PullSystemFlags.None));
        var inPull = await test.Client.AskAsync(Pull("amount > > 4"));
        var check = await CheckAsync(test.Client, "SQL92", "amount > > 4");
        var empty = await CheckAsync(test.Client, "SQL92", "");
        var unknown = await CheckAsync(test.Client, "SQL93", "amount > 4");

        byHeartbeat.Code.ShouldBe(ResponseCode.FilterDataNotExist);
        inPull.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        check.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        foreach (var refusal in new[] { byHeartbeat, inPull, check })
            refusal.Remark!.ShouldContain("line 1, column 10: found '>' where");
        empty.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        unknown.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        unknown.Remark!.ShouldContain("SQL93");
        (await CheckAsync(test.Client, "SQL92", "amount > 4")).Code.ShouldBe(ResponseCode.Success);
        (await CheckAsync(test.Client, "TAG", "a || b")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task A_broker_without_SQL_filters_says_so_and_still_filters_by_tag()
    {
        await using var test = await TestBroker.StartAsync(options => options.EnableSqlFilters = false);
        await HeartbeatAsync(test.Client, "amount > 4", version: 1);

        foreach (
            var refusal in new[]
            {
                await CheckAsync(test.Client, "SQL92", "amount > 4"),
                await test.Client.AskAsync(Pull("amount > 4")),
                await test.Client.AskAsync(Pull("", version: 1, flags: PullSystemFlags.None)),
            }
        )
        {
            refusal.Code.ShouldBe(ResponseCode.SystemError);
            refusal.Remark.ShouldBe("The broker does not support consumer to filter message by SQL92");
        }
        (await CheckAsync(test.Client, "TAG", "a")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Only_a_matching_message_wakes_a_waiting_pull_and_others_release_it_later()
    {
        await using var test = await TestBroker.StartAsync();
        var consumer = await test.ConnectAsync("127.0.0.1@consumer");
        var flags = PullSystemFlags.Subscription | PullSystemFlags.Suspend;
        var matched = consumer.AskAsync(Pull("amount > 4", flags: flags));
        var unmatched = consumer.AskAsync(Pull("amount > 100", flags: flags));
        await AnswersToOthersAsync(consumer);

        await SendAsync(test, "1");
        await AnswersToOthersAsync(consumer);
        matched.IsCompleted.ShouldBeFalse();
        await SendAsync(test, "5");

        (await matched.Within("the matched answer")).Bodies().ShouldBe(["5"]);
        unmatched.IsCompleted.ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromSeconds(6));
        var released = await unmatched.Within("the release");
        released.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        released.Number("nextBeginOffset").ShouldBe(2);
    }

    [Fact]
    public void Filtering_a_message_allocates_nothing()
    {
        var filter = SqlFilter.Compile(
            "amount BETWEEN 1 AND 9 AND region IN ('east', 'west') AND NOT (name CONTAINS 'test') AND flag = TRUE AND price > 1.5 AND TAGS IS NOT NULL"
        );
        var properties = Encoding.UTF8.GetBytes(
            "amount\u00015\u0002region\u0001west\u0002name\u0001someone\u0002flag\u0001true\u0002price\u00019.5\u0002TAGS\u0001TagA\u0002"
        );
        filter.Matches(properties).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
            filter.Matches(properties);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static Task<Answer> SendAsync(TestBroker test, string amount) =>
        test.Client.SendAsync("orders", amount, properties: new Dictionary<string, string> { ["amount"] = amount });

    private static PullMessageRequestHeader Pull(
        string expression,
        long version = 0,
        PullSystemFlags flags = PullSystemFlags.Subscription
    ) =>
        TestClient.PullHeader("readers", "orders", 0) with
        {
            Subscription = expression,
            ExpressionType = "SQL92",
            SubscriptionVersion = version,
            SysFlag = (int)flags,
            SuspendTimeoutMillis = (long)Wait.TotalMilliseconds,
        };

    private static async Task HeartbeatAsync(TestClient client, string expression, long version) =>
        (
            await client.HeartbeatAsync(
                new ConsumerData { GroupName = "readers", SubscriptionDataSet = [Subscription("SQL92", expression, version)] }
            )
        ).Code.ShouldBe(ResponseCode.Success);

    private static Task<Answer> CheckAsync(TestClient client, string type, string expression) =>
        client.AskAsync(
            default(CheckClientConfigRequestHeader),
            new CheckClientConfigBody
            {
                ClientId = client.ClientId,
                Group = "readers",
                SubscriptionData = Subscription(type, expression, 1),
            }.ToUtf8Bytes()
        );

    private static SubscriptionData Subscription(string type, string expression, long version) =>
        new()
        {
            Topic = "orders",
            ExpressionType = type,
            SubString = expression,
            SubVersion = version,
        };

    private static Task<Answer> AnswersToOthersAsync(TestClient client) =>
        client.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 }).Within("an answer to another request");
}
