using System.CommandLine;
using RocketMq.Cli.Benching;
using RocketMq.Cli.Output;

namespace RocketMq.Cli.Commands;

/// <summary><c>rmq bench</c>: measure a cluster, embedded or real, through the client.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, BenchMode> Modes = new() { ["single"] = BenchMode.Single, ["one-way"] = BenchMode.OneWay };

    internal static Command Create() =>
        new("bench", "Measure a cluster through this client.")
        {
            Create("send", "Send messages as fast as the number in flight allows.", SendBench.RunAsync),
            Create("consume", "Consume a topic from its first message.", ConsumeBench.RunAsync),
        };

    private static Command Create(string name, string description, Func<BenchSettings, CancellationToken, Task<BenchReport>> run)
    {
        Option<string[]> nameServers = CommonOptions.NameServers();
        Option<string> topic = new("--topic") { Description = "Topic to use.", DefaultValueFactory = _ => "rmq-bench" };
        Option<string> mode = new("--mode")
        {
            Description = "How to send (send): single; one-way, counted by what the broker's queues have got.",
            DefaultValueFactory = _ => "single",
        };
        Option<int> inFlight = new("--in-flight")
        {
            Description = "Sends awaiting their answer, or handlers running, at one time.",
            DefaultValueFactory = _ => 32,
        };
        Option<int> body = new("--body") { Description = "Bytes of body in a message.", DefaultValueFactory = _ => 128 };
        Option<int> seconds = new("--seconds") { Description = "Seconds to measure.", DefaultValueFactory = _ => 10 };
        Option<int> warmUp = new("--warm-up") { Description = "Seconds to run before measuring (send).", DefaultValueFactory = _ => 2 };
        Option<int> messages = new("--messages")
        {
            Description = "Stop after so many messages; 0 measures for --seconds.",
            DefaultValueFactory = _ => 0,
        };
        Option<string> group = new("--group")
        {
            Description = "Consumer group (consume); a new one by default.",
            DefaultValueFactory = _ => "",
        };
        Option<BenchFormat> format = new("--format")
        {
            Description = "table or json (one line).",
            DefaultValueFactory = _ => BenchFormat.Table,
        };
        mode.AcceptOnlyFromAmong([.. Modes.Keys]);
        inFlight.Validators.Add(result => CommonOptions.RequireRange(result, inFlight, 1, 65_535));
        body.Validators.Add(result => CommonOptions.RequireRange(result, body, BenchBody.MinimumLength, 4 * 1024 * 1024));
        seconds.Validators.Add(result => CommonOptions.RequireRange(result, seconds, 1, 86_400));
        warmUp.Validators.Add(result => CommonOptions.RequireRange(result, warmUp, 0, 3_600));
        messages.Validators.Add(result => CommonOptions.RequireRange(result, messages, 0, int.MaxValue));

        Command command = new(name, description) { nameServers, topic, mode, inFlight, body, seconds, warmUp, messages, group, format };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                BenchReport report = await run(
                    new BenchSettings
                    {
                        NameServers = CommonOptions.Split(parsed.GetRequiredValue(nameServers)),
                        Topic = parsed.GetRequiredValue(topic),
                        Mode = Modes[parsed.GetRequiredValue(mode)],
                        InFlight = parsed.GetRequiredValue(inFlight),
                        BodyLength = parsed.GetRequiredValue(body),
                        Duration = TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
                        WarmUp = TimeSpan.FromSeconds(parsed.GetRequiredValue(warmUp)),
                        Messages = parsed.GetRequiredValue(messages),
                        Group = parsed.GetRequiredValue(group),
                    },
                    cancellationToken
                );
                BenchReportWriter.Write(report, parsed.GetRequiredValue(format), parsed.InvocationConfiguration.Output);
                return report.Errors == 0 ? 0 : CommandFailure.ExitCode;
            }
        );
        return command;
    }
}
