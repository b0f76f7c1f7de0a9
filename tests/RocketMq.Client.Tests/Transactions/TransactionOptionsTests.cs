namespace RocketMq.Tests.Transactions;

public sealed class TransactionOptionsTests
{
    private static readonly TransactionChecker Checker = (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown);

    public static TheoryData<string, Action<ProducerOptions>> Wrong =>
        new()
        {
            { "default", options => options.Group = new ProducerOptions().Group },
            { "group name", options => options.Group = "no spaces" },
            { "RetryWhenNotSafelyStored", options => options.RetryWhenNotSafelyStored = true },
            { "MaxConcurrentChecks", options => options.Transactions.MaxConcurrentChecks = 0 },
            { "MaxPendingChecks", options => options.Transactions.MaxPendingChecks = 0 },
            { "MaxPendingCheckBytes", options => options.Transactions.MaxPendingCheckBytes = 0 },
            { "CheckTimeout", options => options.Transactions.CheckTimeout = TimeSpan.Zero },
            { "first", options => options.Transactions.FirstCheckAfter = TimeSpan.FromMilliseconds(999) },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Options_that_cannot_work_are_refused_by_name(string named, Action<ProducerOptions> spoil)
    {
        await using RocketMqClient client = new(new() { NameServers = ["127.0.0.1:9"] });
        ProducerOptions options = new() { Group = "order-ledger" };
        spoil(options);
        Should.Throw<ArgumentException>(() => client.CreateTransactionProducer(options, Checker)).Message.ShouldContain(named);
    }

    [Fact]
    public async Task One_client_has_one_producer_a_group_and_the_group_is_free_after_its_end()
    {
        await using RocketMqClient client = new(new() { NameServers = ["127.0.0.1:9"] });
        ProducerOptions options = new() { Group = "order-ledger" };
        TransactionProducer first = client.CreateTransactionProducer(options, Checker);
        Should
            .Throw<RocketMqException>(() => client.CreateTransactionProducer(options, Checker))
            .Reason.ShouldBe(RocketMqErrorReason.DuplicateGroup);
        await first.DisposeAsync();
        await using TransactionProducer second = client.CreateTransactionProducer(options, Checker);
        second.Group.ShouldBe("order-ledger");
        await Should.ThrowAsync<ObjectDisposedException>(() =>
            first
                .SendAsync(
                    new Message("orders", new byte[1]),
                    (_, _) => ValueTask.FromResult(TransactionOutcome.Commit),
                    TestContext.Current.CancellationToken
                )
                .AsTask()
        );
    }
}
