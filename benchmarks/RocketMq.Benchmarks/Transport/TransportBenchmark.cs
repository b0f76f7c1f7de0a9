using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace RocketMq.Benchmarks.Transport;

/// <summary>
/// Both contestants against the same peer, in its own process, in one run: in each round each contestant has its turn at each depth, and the order
/// changes from round to round. Medians over the rounds are printed, and whether the goals hold.
/// </summary>
internal sealed class TransportBenchmark(int rounds, TimeSpan duration, int[] depths)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using Process peer = StartPeer();
        try
        {
            int port = int.Parse((await peer.StandardOutput.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
            await using StagedContestant staged = await StagedContestant.ConnectAsync(port, cancellationToken);
            await using NaiveContestant naive = await NaiveContestant.ConnectAsync(port, cancellationToken);
            var results = new Dictionary<(string Name, int Depth), List<Measurement>>();
            // The first round only lets the runtime compile what the others measure.
            for (int round = 0; round <= rounds; round++)
            {
                IContestant[] order = round % 2 == 0 ? [staged, naive] : [naive, staged];
                foreach (int depth in depths)
                {
                    foreach (IContestant contestant in order)
                    {
                        Measurement measured = await new ClosedLoop(contestant, depth).RunAsync(WarmUp, duration, cancellationToken);
                        if (round > 0)
                            ListOf(results, contestant.Name, depth).Add(measured);
                    }
                }
            }

            return Report(results, staged.Name, naive.Name) ? 0 : 1;
        }
        finally
        {
            peer.Kill();
        }
    }

    private static Process StartPeer()
    {
        string host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(typeof(TransportBenchmark).Assembly.Location);
        start.ArgumentList.Add(NullPeer.CommandName);
        return Process.Start(start) ?? throw new InvalidOperationException("The peer's process could not be started.");
    }

    private static List<Measurement> ListOf(Dictionary<(string, int), List<Measurement>> results, string name, int depth)
    {
        if (!results.TryGetValue((name, depth), out List<Measurement>? list))
            results[(name, depth)] = list = [];
        return list;
    }

    private bool Report(Dictionary<(string Name, int Depth), List<Measurement>> results, string staged, string naive)
    {
        var table = new Table().Border(TableBorder.Markdown);
        table.AddColumns("in flight", "connection", "requests/s", "min - max", "ratio", "CPU µs/request", "bytes/request", "sends/1,000");
        foreach (int depth in depths)
        {
            double reference = Median(results[(naive, depth)], one => one.RequestsPerSecond);
            foreach (string name in new[] { naive, staged })
                table.AddRow(Row(depth, name, results[(name, depth)], reference));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
        double ratio =
            Median(results[(staged, 32)], one => one.RequestsPerSecond) / Median(results[(naive, 32)], one => one.RequestsPerSecond);
        bool isFast = Goal("at least 8 times the naive throughput at 32 in flight", ratio, ratio >= 8);
        double sends = Median(results[(staged, 32)], one => one.SendsPerThousand);
        bool isBatched = Goal("at most 40 sends per 1,000 requests at 32 in flight", sends, sends <= 40);
        double bytes = depths.Max(depth => Median(results[(staged, depth)], one => one.BytesPerRequest));
        bool isFree = Goal(
            "0 bytes allocated per request (below 0.05: the runtime's own threads and timers are counted too)",
            bytes,
            bytes < 0.05
        );
        return isFast && isBatched && isFree;
    }

    private static string[] Row(int depth, string name, List<Measurement> measured, double reference)
    {
        double perSecond = Median(measured, one => one.RequestsPerSecond);
        return
        [
            Invariant($"{depth}"),
            name,
            Invariant($"{perSecond:N0}"),
            Invariant($"{measured.Min(one => one.RequestsPerSecond):N0} - {measured.Max(one => one.RequestsPerSecond):N0}"),
            Invariant($"{perSecond / reference:0.0}"),
            Invariant($"{Median(measured, one => one.CpuMicrosPerRequest):0.00}"),
            Invariant($"{Median(measured, one => one.BytesPerRequest):0.00}"),
            Invariant($"{Median(measured, one => one.SendsPerThousand):0.0}"),
        ];
    }

    private static bool Goal(string text, double value, bool isMet)
    {
        AnsiConsole.WriteLine(Invariant($"{(isMet ? "met   " : "MISSED")}  {text}: {value:0.00}"));
        return isMet;
    }

    private static double Median(List<Measurement> measured, Func<Measurement, double> select)
    {
        double[] sorted = [.. measured.Select(select).Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
