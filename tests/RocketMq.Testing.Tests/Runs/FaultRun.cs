using System.Globalization;

namespace RocketMq.Testing.Tests.Runs;

/// <summary>What every fault run does at its beginning and at its end.</summary>
internal static class FaultRun
{
    private const string SeedVariable = "ROCKETMQ_FAULT_SEED";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The seeds to run with: 1 and 2, or the one that the environment names to have a failed run again.</summary>
    public static IEnumerable<int> Seeds =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.Integer, CultureInfo.InvariantCulture, out int seed)
            ? [seed]
            : [1, 2];

    /// <summary>Concurrent and orderly, each with each seed.</summary>
    public static TheoryData<bool, int> EachModeAndSeed
    {
        get
        {
            TheoryData<bool, int> rows = [];
            foreach (int seed in Seeds)
            {
                rows.Add(false, seed);
                rows.Add(true, seed);
            }
            return rows;
        }
    }

    /// <summary>Orderly, with each seed.</summary>
    public static TheoryData<int> EachSeed => [.. Seeds];

    public static async Task<FaultCluster> StartAsync(
        bool orderly,
        int seed,
        bool virtualTime = true,
        Action<FaultClusterOptions>? configure = null
    )
    {
        FaultClusterOptions options = new()
        {
            Seed = seed,
            Orderly = orderly,
            UsesVirtualTime = virtualTime,
        };
        configure?.Invoke(options);
        return await FaultCluster.StartAsync(options, Cancellation);
    }

    /// <summary>Ends the members, prints seed and verdict, and fails if a rule is broken.</summary>
    public static void ShouldKeepItsPromises(this FaultCluster cluster, IReadOnlyList<IHistoryRule>? rules = null)
    {
        HistoryVerdict verdict = cluster.Judge(rules);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {cluster.Seed}: {verdict}");
        verdict.IsClean.ShouldBeTrue($"seed {cluster.Seed} ({SeedVariable}={cluster.Seed} runs it again): {verdict}");
    }
}
