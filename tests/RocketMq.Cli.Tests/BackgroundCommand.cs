using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Tests;

/// <summary>A command of the tool that runs until it is told to stop; its lines can be awaited.</summary>
internal sealed class BackgroundCommand : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly LineWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Task<int> _run;

    private BackgroundCommand(string[] args) => _run = RmqCommand.RunAsync(args, _output, _error, _stop.Token);

    internal static BackgroundCommand Start(params string[] args) => new(args);

    internal Task<string> NextLineAsync() => _output.NextLineAsync().WaitAsync(Limit);

    internal async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
