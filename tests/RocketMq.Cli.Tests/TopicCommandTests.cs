namespace RocketMq.Cli.Tests;

public sealed class TopicCommandTests
{
    [Theory]
    [InlineData("bad name", "127.0.0.1:9876", "bad name")]
    [InlineData("TBW102", "127.0.0.1:9876", "a topic of the system")]
    [InlineData("orders", "nonsense", "--name-servers takes host:port")]
    [InlineData("orders", ";", "--name-servers takes at least one")]
    public async Task Names_what_cannot_be_before_anything_is_asked(string topic, string nameServers, string words)
    {
        FinishedCommand command = await FinishedCommand.RunAsync("topic", "create", topic, "--name-servers", nameServers);

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain(words);
        command.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_bench_refuses_a_name_that_no_topic_can_have()
    {
        FinishedCommand command = await FinishedCommand.RunAsync("bench", "send", "--topic", "bad name");

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain("bad name");
    }
}
