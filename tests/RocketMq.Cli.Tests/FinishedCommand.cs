using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Tests;

/// <summary>A command that ran to its end.</summary>
internal sealed record FinishedCommand(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static async Task<FinishedCommand> RunAsync(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int exitCode = await RmqCommand.RunAsync(args, output, error, TestContext.Current.CancellationToken).WaitAsync(Limit);
        return new FinishedCommand(exitCode, output.ToString(), error.ToString());
    }
}
