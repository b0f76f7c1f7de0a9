using System.Globalization;

namespace RocketMq.Testing.Tests.Runs;

/// <summary>Members that come and go, in good order and without a word, while many keyed messages flow.</summary>
public sealed class JoinAndLeaveRuns
{
    private const string CountVariable = "ROCKETMQ_FAULT_MESSAGES";
    private const int Changes = 20;
    private const int MostMembers = 6;

    /// <summary>100,000 take half a minute on a busy machine; a check of a change does with fewer.</summary>
    private static int Messages =>
        int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : 20_000;

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task Twenty_joins_and_leaves_while_keyed_messages_flow(bool orderly, int seed)
    {
        if (seed > 1 && Environment.GetEnvironmentVariable("ROCKETMQ_FAULT_SEED") is null)
            Assert.Skip("One seed is enough for a check of a change; ROCKETMQ_FAULT_SEED chooses another.");
        int messages = Messages;
        long start = TimeProvider.System.GetTimestamp();
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed, virtualTime: false, options => options.Queues = 16);
        Random random = new(seed);
        List<ClusterMember> members =
        [
            await cluster.StartMemberAsync("member-0", cancellationToken: FaultRun.Cancellation),
            await cluster.StartMemberAsync("member-1", cancellationToken: FaultRun.Cancellation),
        ];
        Task sending = cluster.SendAsync(messages, keys: 64, senders: 16, FaultRun.Cancellation);
        for (int change = 1; change <= Changes; change++)
        {
            await Task.WhenAny(cluster.History.WhenSucceeded(messages * change / (Changes + 1)), sending).Within("progress");
            bool joins = members.Count == 1 || (members.Count < MostMembers && random.Next(2) == 0);
            cluster.History.Note(joins ? "one joins" : "one leaves");
            if (joins)
            {
                members.Add(await cluster.StartMemberAsync($"member-{change + 1}", cancellationToken: FaultRun.Cancellation));
                continue;
            }
            ClusterMember leaving = members[random.Next(members.Count)];
            members.Remove(leaving);
            await leaving.DisposeAsync().Within("a member to leave");
        }
        await cluster.WaitAsync(sending, "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises();
        TimeSpan took = TimeProvider.System.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{messages} messages, {Changes} joins and leaves, {took.TotalSeconds:0.0} s");
    }
}
