using System.CommandLine;

namespace RocketMq.Cli.Commands;

/// <summary>The whole tool: parses the words and runs the command they name.</summary>
internal static class RmqCommand
{
    /// <summary>How long a command may take to end after Ctrl+C or SIGTERM.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(30);

    internal static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        RootCommand root = new("rmq: run the embedded RocketMQ broker, provision topics and measure any RocketMQ cluster.")
        {
            BrokerCommand.Create(),
            TopicCommand.Create(),
            BenchCommand.Create(),
        };
        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = TerminationTimeout,
            EnableDefaultExceptionHandler = false,
        };
        return CommandFailure.ReportAsync(() => root.Parse(args).InvokeAsync(invocation, cancellationToken), error);
    }
}
