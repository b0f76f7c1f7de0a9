using RocketMq.Broker;

namespace RocketMq.Cli.Commands;

/// <summary>Turns the failures a user can cause or meet into one line on standard error and exit code 1; anything else is a defect and keeps its stack.</summary>
internal static class CommandFailure
{
    /// <summary>Exit code of a command that failed for a reason it has named.</summary>
    internal const int ExitCode = 1;

    /// <summary>Runs <paramref name="command"/> and reports the failures that have an explanation of their own.</summary>
    internal static async Task<int> ReportAsync(Func<Task<int>> command, TextWriter error)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (e is RocketMqException or EmbeddedBrokerException or BenchException)
        {
            await error.WriteLineAsync($"rmq: {e.Message}");
            return ExitCode;
        }
    }
}
