using RocketMq;
using RocketMq.Testing;

namespace FaultDrill;

/// <summary>The things that can go wrong here, by name.</summary>
internal static class Drills
{
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(5);

    public static IReadOnlyDictionary<string, Drill> All { get; } =
        new Dictionary<string, Drill>
        {
            ["killed-member"] = new((_, members) => Do(members[1].Kill)),
            ["frozen-member"] = new(
                async (cluster, members) =>
                {
                    members[1].Freeze();
                    await cluster.PassAsync(TimeSpan.FromSeconds(90));
                    members[1].Thaw();
                }
            ),
            ["broker-restart"] = new(
                async (cluster, _) =>
                {
                    cluster.History.Note("the broker is killed");
                    await cluster.Broker.KillAsync();
                    await cluster.PassAsync(TimeSpan.FromSeconds(5));
                    await cluster.Broker.RestartAsync();
                    cluster.History.Note("the broker is back");
                }
            ),
            ["torn-frames"] = new(
                (cluster, members) =>
                    Do(() =>
                    {
                        foreach (FaultProxy proxy in members.Select(member => member.Proxy).Append(cluster.ProducerProxy))
                            proxy.Arm(new(FaultAction.CutMidFrame()) { Probability = 0.1, Times = 4 });
                    })
            ),
            ["lost-name-server"] = new(
                async (cluster, members) =>
                {
                    members[0].Proxy.NameServer.Silence();
                    members[1].Proxy.NameServer.Refuse();
                    await cluster.PassAsync(TimeSpan.FromSeconds(60));
                    members[0].Proxy.NameServer.Restore();
                    members[1].Proxy.NameServer.Restore();
                }
            ),
            // With few pool threads (DOTNET_ThreadPool_ForceMaxWorkerThreads=2) every thread is blocked most of the time.
            ["blocked-threads"] = new((_, _) => Task.CompletedTask)
            {
                UsesVirtualTime = false,
                Handler = (_, cancellationToken) =>
                {
                    cancellationToken.WaitHandle.WaitOne(Block);
                    return new(ConsumeResult.Success);
                },
            },
        };

    /// <summary>Runs one drill and prints its verdict.</summary>
    /// <returns>Whether every promise was kept.</returns>
    public static async Task<bool> RunAsync(string name, Drill drill, DrillOptions options, CancellationToken cancellationToken)
    {
        await using FaultCluster cluster = await FaultCluster.StartAsync(
            new()
            {
                Seed = options.Seed,
                Orderly = options.IsOrderly,
                UsesVirtualTime = drill.UsesVirtualTime,
            },
            cancellationToken
        );
        List<ClusterMember> members = [];
        foreach (string member in (string[])["left", "middle", "right"])
            members.Add(await cluster.StartMemberAsync(member, drill.Handler, cancellationToken: cancellationToken));

        Task sending = cluster.SendAsync(options.Messages, cancellationToken: cancellationToken);
        await cluster.WaitAsync(cluster.History.WhenSucceeded(options.Messages / 3), "a third of the messages");
        await drill.StrikeAsync(cluster, members);
        await cluster.WaitAsync(sending, "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        HistoryVerdict verdict = cluster.Judge();
        ThreadPool.GetMaxThreads(out int threads, out _);
        Console.WriteLine($"{name}, {(options.IsOrderly ? "orderly" : "concurrent")}, seed {options.Seed}, up to {threads} pool threads");
        Console.WriteLine(verdict);
        return verdict.IsClean;
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
