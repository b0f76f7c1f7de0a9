using System.CommandLine;
using RocketMq.Cli.Benching;
using RocketMq.Cli.Output;

namespace RocketMq.Cli.Commands;

/// <summary><c>rmq bench</c>: measure a cluster, embedded or real, through the client.</summary>
internal static class BenchCommand
{
    private const int MaxSends = 65_535;

    // As PushConsumerOptions.Concurrency.
    private const int MaxHandlers = 1_000;

    internal static Command Create() =>
        new("bench", "Measure a cluster through this client.")
        {
            Create("send", "Send messages as fast as the number in flight allows.", MaxSends, SendBench.RunAsync),
            Create(
                "consume",
                "Consume a topic from its first message, or, with --rate, what is sent meanwhile.",
                MaxHandlers,
                ConsumeBench.RunAsync
            ),
            BenchIdleCommand.Create(),
        };

    private static Command Create(
        string name,
        string description,
        int maxInFlight,
        Func<BenchSettings, CancellationToken, Task<BenchReport>> run
    )
    {
        Command command = new(name, description);
        BenchOptions options = new(maxInFlight);
        options.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                BenchReport report = await run(options.Read(parsed), cancellationToken);
                BenchReportWriter.Write(report, options.ReadFormat(parsed), parsed.InvocationConfiguration.Output);
                return report.Errors == 0 ? 0 : CommandFailure.ExitCode;
            }
        );
        return command;
    }
}
