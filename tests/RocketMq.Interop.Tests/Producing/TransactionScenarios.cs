using System.Globalization;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Half messages, decisions and checks (P32).</summary>
public sealed class TransactionScenarios
{
    private const int Messages = 120;

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    /// <summary>A third commits, a third rolls back, and a third leaves it to the check, of which half commits in the end.</summary>
    [Theory, OnEachCluster]
    public async Task P32_only_committed_messages_become_visible(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind, hasManualTime: true);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        TransactionProducer producer = cluster.Own(
            cluster.Client.CreateTransactionProducer(
                new() { Group = $"{cluster.Group}-transactions" },
                (check, _) => new(CheckOf(int.Parse(Mailbox.BodyOf(check.Message), CultureInfo.InvariantCulture)))
            )
        );

        for (int number = 0; number < Messages; number++)
        {
            TransactionOutcome outcome = DecisionOf(number);
            Task<TransactionResult> send = producer
                .SendAsync(cluster.Text(number.ToString(CultureInfo.InvariantCulture)), (_, _) => new(outcome), Cancellation)
                .AsTask();
            await cluster.WithinAsync(send, "a transaction");
            (await send).Outcome.ShouldBe(outcome);
        }

        string[] committed = [.. Enumerable.Range(0, Messages).Where(IsCommitted).Select(number => $"{number}")];
        await cluster.WithinAsync(mailbox.Reaching(committed.Length), "the committed messages", limitOnReal: TimeSpan.FromMinutes(3));
        mailbox.Bodies.ShouldBe(committed, ignoreOrder: true);
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(committed.Length);
    }

    private static TransactionOutcome DecisionOf(int number) =>
        (number % 3) switch
        {
            0 => TransactionOutcome.Commit,
            1 => TransactionOutcome.Rollback,
            _ => TransactionOutcome.Unknown,
        };

    private static TransactionOutcome CheckOf(int number) => number % 2 == 0 ? TransactionOutcome.Commit : TransactionOutcome.Rollback;

    private static bool IsCommitted(int number) =>
        DecisionOf(number) is var decision && decision == TransactionOutcome.Unknown
            ? CheckOf(number) == TransactionOutcome.Commit
            : decision == TransactionOutcome.Commit;
}
