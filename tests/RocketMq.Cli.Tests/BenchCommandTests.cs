using System.Text.Json;

namespace RocketMq.Cli.Tests;

public sealed class BenchCommandTests
{
    private static readonly string[] Figures =
    [
        "messages",
        "seconds",
        "perSecond",
        "cpuMicrosPerMessage",
        "allocatedBytesPerMessage",
        "p50Micros",
        "p99Micros",
        "errors",
    ];

    [Fact]
    public async Task Sends_then_consumes_what_was_sent_and_prints_one_json_line_each()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync();
        string[] common = ["--name-servers", broker.NameServer, "--topic", "measured", "--seconds", "10", "--format", "json"];

        JsonElement sent = Parse(
            await FinishedCommand.RunAsync(["bench", "send", "--in-flight", "8", "--messages", "500", "--warm-up", "0", .. common])
        );
        JsonElement consumed = Parse(await FinishedCommand.RunAsync(["bench", "consume", "--messages", "500", .. common]));

        sent.GetProperty("messages").GetInt64().ShouldBeGreaterThanOrEqualTo(500);
        consumed.GetProperty("messages").GetInt64().ShouldBeGreaterThanOrEqualTo(500);
        sent.GetProperty("errors").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Consumes_what_is_sent_at_a_rate()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync();
        string[] common = ["--name-servers", broker.NameServer, "--topic", "paced", "--seconds", "1", "--warm-up", "1", "--format", "json"];
        JsonElement consumed = Parse(await FinishedCommand.RunAsync(["bench", "consume", "--rate", "200", .. common]));
        consumed.GetProperty("messages").GetInt64().ShouldBeGreaterThan(0);
        consumed.GetProperty("p99Micros").GetDouble().ShouldBeGreaterThan(0);
        consumed.GetProperty("errors").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Tells_what_an_idle_consumer_costs()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync();
        FinishedCommand idle = await FinishedCommand.RunAsync([
            "bench",
            "idle",
            "--name-servers",
            broker.NameServer,
            "--queues",
            "20",
            "--seconds",
            "1",
            "--format",
            "json",
        ]);
        using JsonDocument report = JsonDocument.Parse(idle.Output);
        report.RootElement.GetProperty("queues").GetInt32().ShouldBe(20);
        report.RootElement.GetProperty("workingSetMebibytes").GetDouble().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("accumulate")]
    [InlineData("one-way")]
    public async Task Every_way_to_send_is_measured_by_what_the_broker_stored(string mode)
    {
        await using RunningBroker broker = await RunningBroker.StartAsync();
        string[] common = ["--name-servers", broker.NameServer, "--topic", "measured", "--seconds", "10", "--format", "json"];

        JsonElement sent = Parse(
            await FinishedCommand.RunAsync([
                "bench",
                "send",
                "--mode",
                mode,
                "--in-flight",
                "8",
                "--messages",
                "500",
                "--warm-up",
                "0",
                .. common,
            ])
        );
        long messages = sent.GetProperty("messages").GetInt64();
        JsonElement consumed = Parse(
            await FinishedCommand.RunAsync([
                "bench",
                "consume",
                "--messages",
                messages.ToString(System.Globalization.CultureInfo.InvariantCulture),
                .. common,
            ])
        );

        messages.ShouldBeGreaterThanOrEqualTo(500);
        consumed.GetProperty("messages").GetInt64().ShouldBeGreaterThanOrEqualTo(messages);
        sent.GetProperty("errors").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Says_what_to_do_when_the_topic_does_not_exist()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync("--no-auto-create");

        FinishedCommand command = await FinishedCommand.RunAsync(
            "bench",
            "send",
            "--name-servers",
            broker.NameServer,
            "--topic",
            "unknown"
        );

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain("'unknown'");
        command.Error.ShouldContain("topic create");
    }

    [Fact]
    public async Task Creates_the_topic_that_was_missing()
    {
        await using RunningBroker broker = await RunningBroker.StartAsync("--no-auto-create");

        FinishedCommand create = await FinishedCommand.RunAsync(
            "topic",
            "create",
            "known",
            "--queues",
            "3",
            "--name-servers",
            broker.NameServer
        );
        FinishedCommand send = await FinishedCommand.RunAsync(
            "bench",
            "send",
            "--name-servers",
            broker.NameServer,
            "--topic",
            "known",
            "--messages",
            "10",
            "--warm-up",
            "0",
            "--format",
            "json"
        );

        create.Output.ShouldContain("'known' has 3 queues");
        Parse(send).GetProperty("errors").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Lists_the_name_servers_that_were_asked_in_vain()
    {
        FinishedCommand command = await FinishedCommand.RunAsync(
            "bench",
            "send",
            "--name-servers",
            "127.0.0.1:1;127.0.0.1:2",
            "--topic",
            "any"
        );

        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain("127.0.0.1:1");
        command.Error.ShouldContain("127.0.0.1:2");
    }

    [Theory]
    [InlineData("consume", "--group", "bad name", "bad name")]
    [InlineData("consume", "--in-flight", "1001", "1 to 1000")]
    [InlineData("consume", "--topic", "bad name", "bad name")]
    [InlineData("send", "--in-flight", "65536", "1 to 65535")]
    [InlineData("send", "--group", "a/b", "a/b")]
    [InlineData("send", "--body", "4194305", "4194304")]
    [InlineData("send", "--batch", "0", "--batch")]
    public async Task What_the_client_would_refuse_is_one_line_before_anything_is_asked(
        string direction,
        string option,
        string value,
        string words
    )
    {
        FinishedCommand command = await FinishedCommand.RunAsync("bench", direction, option, value);

        command.ExitCode.ShouldBe(1);
        command.Error.TrimEnd().ShouldContain(words);
        command.Error.TrimEnd().ShouldNotContain('\n');
    }

    private static JsonElement Parse(FinishedCommand command)
    {
        command.Error.ShouldBeEmpty();
        command.ExitCode.ShouldBe(0);
        command.Output.TrimEnd().ShouldNotContain('\n');
        JsonElement report = JsonDocument.Parse(command.Output).RootElement.Clone();
        report.EnumerateObject().Select(figure => figure.Name).ShouldBe(Figures);
        return report;
    }
}
