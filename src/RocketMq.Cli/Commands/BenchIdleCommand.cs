using System.CommandLine;
using RocketMq.Cli.Benching;
using RocketMq.Cli.Output;

namespace RocketMq.Cli.Commands;

/// <summary><c>rmq bench idle</c>: what a consumer costs while nothing arrives.</summary>
internal static class BenchIdleCommand
{
    internal static Command Create()
    {
        Option<string[]> nameServers = CommonOptions.NameServers();
        Option<int> queues = new("--queues") { Description = "Queues of the topic, on each broker.", DefaultValueFactory = _ => 100 };
        Option<int> seconds = new("--seconds") { Description = "Seconds to measure.", DefaultValueFactory = _ => 10 };
        Option<BenchFormat> format = new("--format")
        {
            Description = "table or json (one line).",
            DefaultValueFactory = _ => BenchFormat.Table,
        };
        queues.Validators.Add(result => CommonOptions.RequireRange(result, queues, 1, 10_000));
        seconds.Validators.Add(result => CommonOptions.RequireRange(result, seconds, 1, 86_400));
        Command command = new("idle", "Let a consumer wait at an empty topic of many queues, which is created and deleted again.")
        {
            nameServers,
            queues,
            seconds,
            format,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                IdleReport report = await IdleBench.RunAsync(
                    CommonOptions.Split(parsed.GetRequiredValue(nameServers)),
                    parsed.GetRequiredValue(queues),
                    TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
                    cancellationToken
                );
                BenchReportWriter.Write(report, parsed.GetRequiredValue(format), parsed.InvocationConfiguration.Output);
                return 0;
            }
        );
        return command;
    }
}
