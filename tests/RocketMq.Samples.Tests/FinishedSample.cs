using System.Diagnostics;
using RocketMq.Tests;

namespace RocketMq.Samples.Tests;

/// <summary>A sample that ran to its end as a process of its own, with an embedded broker in it.</summary>
internal sealed record FinishedSample(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What the sample says at the end.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1].TrimEnd('\r');

    /// <param name="name">The sample's folder.</param>
    /// <param name="endsWhen">A line after which its standard input ends; null if it waits for none.</param>
    /// <param name="arguments">The sample's options.</param>
    public static Task<FinishedSample> RunAsync(string name, Predicate<string>? endsWhen, params string[] arguments) =>
        RunAsync(name, environment: [], endsWhen, arguments);

    /// <param name="name">The sample's folder.</param>
    /// <param name="environment">What its process finds in its environment beyond that of this one.</param>
    /// <param name="endsWhen">A line after which its standard input ends; null if it waits for none.</param>
    /// <param name="arguments">The sample's options.</param>
    public static async Task<FinishedSample> RunAsync(
        string name,
        IReadOnlyList<(string Name, string Value)> environment,
        Predicate<string>? endsWhen,
        params string[] arguments
    )
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [PathOf(name), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Amounts and times are printed as the user's language has them.
            Environment = { ["LC_ALL"] = "C" },
        };
        foreach ((string variable, string value) in environment)
            start.Environment[variable] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{name} could not be started.");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await ReadAsync(process, endsWhen, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new FinishedSample(process.ExitCode, output, await error);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} did not end within {Limit}.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadAsync(Process process, Predicate<string>? endsWhen, CancellationToken cancellationToken)
    {
        if (endsWhen is null)
            process.StandardInput.Close();
        System.Text.StringBuilder output = new();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            output.AppendLine(line);
            if (endsWhen?.Invoke(line) == true)
                process.StandardInput.Close();
        }
        return output.ToString();
    }

    // samples/<name>/bin/<configuration>/<framework>, the last two as those of this test.
    private static string PathOf(string name)
    {
        DirectoryInfo own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(RepositoryRoot.Path, "samples", name, "bin", own.Parent!.Name, own.Name, $"{name}.dll");
    }
}
