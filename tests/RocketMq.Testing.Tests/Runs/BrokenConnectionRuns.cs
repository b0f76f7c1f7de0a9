namespace RocketMq.Testing.Tests.Runs;

/// <summary>Brokers, name servers and connections that break while messages flow.</summary>
public sealed class BrokenConnectionRuns
{
    private const int Messages = 400;

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_broker_that_is_killed_and_restarted_loses_and_repeats_nothing_without_reason(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed);
        await StartMembersAsync(cluster);
        Task sending = cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation);

        for (int kill = 1; kill <= 2; kill++)
        {
            await cluster.WaitAsync(cluster.History.WhenSucceeded(kill * (80 + seed * 20)), "the moment of the kill");
            cluster.History.Note("the broker is killed");
            await cluster.Broker.KillAsync();
            await cluster.PassAsync(TimeSpan.FromSeconds(seed * 3));
            await cluster.Broker.RestartAsync();
            cluster.History.Note("the broker is back");
        }
        await cluster.WaitAsync(sending, "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task Connections_that_are_cut_in_the_middle_of_frames_do_no_harm(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed);
        IReadOnlyList<ClusterMember> members = await StartMembersAsync(cluster);
        FaultProxy[] proxies = [cluster.ProducerProxy, .. members.Select(member => member.Proxy)];
        ArmedFault[] cuts = [.. proxies.Select(proxy => proxy.Arm(new(FaultAction.CutMidFrame()) { Probability = 0.05, Times = 6 }))];

        await cluster.WaitAsync(cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation), "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cuts.Sum(cut => cut.Count).ShouldBeGreaterThan(3);
        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task Answers_that_are_lost_late_or_slow_do_no_harm(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed);
        IReadOnlyList<ClusterMember> members = await StartMembersAsync(cluster);
        FaultProxy[] proxies = [cluster.ProducerProxy, .. members.Select(member => member.Proxy)];
        FaultAction[] actions =
        [
            FaultAction.Drop,
            FaultAction.Delay(TimeSpan.FromSeconds(5)),
            FaultAction.Delay(TimeSpan.FromMilliseconds(300)),
            FaultAction.Drip(7, TimeSpan.FromMilliseconds(10)),
            FaultAction.Reset,
        ];
        ArmedFault[] faults =
        [
            .. proxies.SelectMany(proxy =>
                actions.Select(action =>
                    proxy.Arm(
                        new(action)
                        {
                            Direction = FrameDirection.ToClient,
                            Probability = 0.02,
                            Times = 2,
                        }
                    )
                )
            ),
        ];

        await cluster.WaitAsync(cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation), "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        faults.Sum(fault => fault.Count).ShouldBeGreaterThan(3);
        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_half_open_is_given_up_and_nothing_is_lost(bool orderly)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed: 1);
        IReadOnlyList<ClusterMember> members = await StartMembersAsync(cluster);
        await cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation).Within("sends before");

        ArmedFault silence = members[0].Proxy.Arm(FaultAction.GoSilent, RequestCode.PullMessage, FrameDirection.ToServer);
        // Its orderly queues belong to nobody until their locks expire; to others a member that says nothing is lost.
        cluster.History.MemberLost(members[0].Name);
        await cluster.WaitAsync(cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation), "sends meanwhile");
        await cluster.WaitAsync(silence.Tripped, "the silence");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_name_server_that_is_lost_and_found_stops_nobody_who_runs(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed);
        IReadOnlyList<ClusterMember> members = await StartMembersAsync(cluster);
        await cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation).Within("sends before");

        ProxyLink[] nameServers = [cluster.ProducerProxy.NameServer, .. members.Select(member => member.Proxy.NameServer)];
        cluster.History.Note("the name server is lost");
        foreach (ProxyLink link in nameServers)
            Lose(link, seed);
        await cluster.PassAsync(TimeSpan.FromSeconds(45));
        await cluster.WaitAsync(cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation), "sends without name server");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message without name server");

        ClusterMember late = cluster.CreateMember("late");
        late.Proxy.NameServer.Refuse();
        RocketMqException failure = await Should.ThrowAsync<RocketMqException>(() =>
            cluster.WaitAsync(late.Consumer.StartAsync(FaultRun.Cancellation).AsTask(), "a start without name server")
        );
        failure.Reason.ShouldBe(RocketMqErrorReason.NameServerUnreachable);

        foreach (ProxyLink link in nameServers.Append(late.Proxy.NameServer))
            link.Restore();
        cluster.History.Note("the name server is found");
        await cluster.WaitAsync(RepeatAsync(() => late.Consumer.StartAsync(FaultRun.Cancellation), cluster.Time), "the late member");
        await cluster.WaitAsync(cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation), "sends after");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises();
    }

    // Every third seed has a name server that takes connections and never answers.
    private static void Lose(ProxyLink link, int seed)
    {
        if (seed % 3 == 0)
            link.Silence();
        else
            link.Refuse();
    }

    private static async Task RepeatAsync(Func<ValueTask> start, TimeProvider time)
    {
        while (true)
        {
            try
            {
                await start();
                return;
            }
            catch (RocketMqException failure) when (failure.IsTransient)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, FaultRun.Cancellation);
            }
        }
    }

    private static async Task<IReadOnlyList<ClusterMember>> StartMembersAsync(FaultCluster cluster) =>
        [await cluster.StartMemberAsync("a"), await cluster.StartMemberAsync("b")];
}
