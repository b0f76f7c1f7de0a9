using RocketMq.Protocol;

namespace RocketMq.Client.Tests.EndToEnd;

/// <summary>The same scenarios against an Apache RocketMQ cluster that <c>ROCKETMQ_NAMESRV</c> names.</summary>
public sealed class RealClusterSendTests
{
    private const string Variable = "ROCKETMQ_NAMESRV";

    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public Task A_message_arrives_as_it_was_sent(HeaderFormat format) => RunAsync(SendScenarios.SendAndReadBackAsync, format);

    [Fact]
    public Task Messages_of_one_key_stay_in_order() => RunAsync(SendScenarios.KeepOrderByKeyAsync);

    [Fact]
    public Task Many_sends_at_once_all_arrive() => RunAsync(SendScenarios.SendManyAsync);

    [Fact]
    public Task Batches_lie_in_order_under_their_own_ids() => RunAsync(SendScenarios.SendBatchesAsync);

    [Fact]
    public Task Gathered_messages_lie_where_their_receipts_say() => RunAsync(SendScenarios.GatherAsync);

    [Fact]
    public Task A_topic_comes_into_being_with_the_first_send() => RunAsync(SendScenarios.CreateBySendingAsync);

    [Fact]
    public Task Offsets_are_told() => RunAsync(SendScenarios.AskOffsetsAsync);

    [Fact]
    public Task A_deleted_topic_has_no_route() => RunAsync(SendScenarios.DeleteAsync);

    private static async Task RunAsync(Func<RocketMqClient, string, Task> scenario, HeaderFormat format = HeaderFormat.Binary)
    {
        string? nameServer = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(nameServer), $"No real cluster: {Variable} is not set (host:port of a name server).");
        await using RocketMqClient client = new(new() { NameServers = [nameServer!], HeaderFormat = format });
        await scenario(client, $"test-{Guid.NewGuid():N}");
    }
}
