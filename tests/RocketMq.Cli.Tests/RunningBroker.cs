using System.Text.RegularExpressions;

namespace RocketMq.Cli.Tests;

/// <summary><c>rmq broker</c> on free ports.</summary>
internal sealed partial class RunningBroker : IAsyncDisposable
{
    private readonly BackgroundCommand _command;

    private RunningBroker(BackgroundCommand command, string readyLine)
    {
        _command = command;
        ReadyLine = readyLine;
        NameServer = Addresses().Match(readyLine).Groups["nameServer"].Value;
    }

    internal string ReadyLine { get; }

    internal string NameServer { get; }

    internal int NameServerPort =>
        int.Parse(NameServer[(NameServer.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    internal static async Task<RunningBroker> StartAsync(params string[] more)
    {
        BackgroundCommand command = BackgroundCommand.Start(["broker", "--name-server-port", "0", "--broker-port", "0", .. more]);
        return new RunningBroker(command, await command.NextLineAsync());
    }

    internal Task<string> NextLineAsync() => _command.NextLineAsync();

    internal Task<int> StopAsync() => _command.StopAsync();

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    [GeneratedRegex("name server (?<nameServer>[^ ,]+), broker (?<broker>[^ ,]+)")]
    private static partial Regex Addresses();
}
