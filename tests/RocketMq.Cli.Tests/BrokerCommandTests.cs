namespace RocketMq.Cli.Tests;

public sealed class BrokerCommandTests
{
    [Fact]
    public async Task Prints_one_ready_line_and_stops_cleanly()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync();

        broker.ReadyLine.ShouldStartWith("rmq broker ready: name server 127.0.0.1:");
        (await broker.StopAsync()).ShouldBe(0);
        (await broker.NextLineAsync()).ShouldBe("rmq broker stopped");
    }

    [Fact]
    public async Task Names_the_port_that_is_in_use_and_what_to_do()
    {
        await using RunningBroker first = await RunningBroker.StartAsync();

        FinishedCommand second = await FinishedCommand.RunAsync(
            "broker",
            "--name-server-port",
            $"{first.NameServerPort}",
            "--broker-port",
            "0"
        );

        second.ExitCode.ShouldBe(1);
        second.Error.ShouldContain($"{first.NameServerPort}");
        second.Error.ShouldContain("another program listens there");
    }

    [Theory]
    [InlineData("--name-server-port", "65536")]
    [InlineData("--broker-port", "-1")]
    [InlineData("--queues", "0")]
    public async Task Refuses_numbers_out_of_range(string option, string value)
    {
        FinishedCommand command = await FinishedCommand.RunAsync("broker", option, value);

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain($"{option} takes a number from");
    }

    [Theory]
    [InlineData("localhost", "--bind takes an IP address")]
    [InlineData("0.0.0.0", "that clients can connect to")]
    [InlineData("::", "that clients can connect to")]
    public async Task Refuses_addresses_that_clients_cannot_be_given(string bind, string words)
    {
        FinishedCommand command = await FinishedCommand.RunAsync("broker", "--bind", bind);

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain(words);
    }

    [Fact]
    public async Task Refuses_one_port_for_both()
    {
        FinishedCommand command = await FinishedCommand.RunAsync("broker", "--name-server-port", "9999", "--broker-port", "9999");

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain("are both 9999");
    }
}
