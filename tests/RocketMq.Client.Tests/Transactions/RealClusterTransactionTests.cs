using System.Collections.Concurrent;
using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Transactions;

/// <summary>
/// The same against an Apache RocketMQ cluster that <c>ROCKETMQ_NAMESRV</c> names. A broker with default settings asks about undecided
/// messages 6 to 36 seconds after they were sent, so these tests take minutes.
/// </summary>
public sealed class RealClusterTransactionTests
{
    private const string Variable = "ROCKETMQ_NAMESRV";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _run = $"c-{Guid.NewGuid():N}";
    private readonly Ledger _ledger = new();
    private readonly ConcurrentDictionary<string, int> _received = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Scenario P32: 120 messages, some committed, some rolled back, some decided by the check only.</summary>
    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public async Task Of_120_mixed_transactions_the_committed_ones_arrive_and_no_other(HeaderFormat format)
    {
        const int Count = 120;
        await using RocketMqClient client = Connect(format);
        await client.Administration.CreateTopicAsync(new(_run) { WriteQueues = 4 }, Cancellation).Within("the topic");
        await using PushConsumer consumer = await ConsumeAsync(client);
        await using TransactionProducer producer = Create(client);
        for (int number = 0; number < Count; number++)
            _ledger.Write($"{number}", FateOf(number));

        TransactionResult[] results = await Task.WhenAll(
                Enumerable
                    .Range(0, Count)
                    .Select(number =>
                        producer
                            .SendAsync(
                                Text($"{number}"),
                                (_, _) => ValueTask.FromResult(IsLeftToCheck(number) ? TransactionOutcome.Unknown : FateOf(number)),
                                Cancellation
                            )
                            .AsTask()
                    )
            )
            .Within("the transactions");
        results.Where((result, number) => result.IsConfirmed == IsLeftToCheck(number)).ShouldBeEmpty();

        int[] expected = [.. Enumerable.Range(0, Count).Where(number => FateOf(number) == TransactionOutcome.Commit)];
        int left = Enumerable.Range(0, Count).Count(IsLeftToCheck);
        await UntilAsync(() =>
            _received.Count >= expected.Length && _ledger.Asked.DistinctBy(check => check.TransactionId).Count() >= left
        );
        _received.Keys.Select(int.Parse).Order().ShouldBe(expected);
        _received.Values.ShouldAllBe(times => times == 1);
        _ledger.Asked.Select(check => int.Parse(TestCluster.BodyOf(check.Message))).ShouldAllBe(number => IsLeftToCheck(number));
    }

    [Theory]
    [InlineData(CutMoment.BeforeRequestArrives)]
    [InlineData(CutMoment.BeforeAnswerArrives)]
    public async Task A_commit_whose_connection_is_cut_is_carried_out_once(CutMoment moment)
    {
        CuttingConnections connections = new();
        await using RocketMqClient client = Connect(connections: connections);
        await client.Administration.CreateTopicAsync(new(_run), Cancellation).Within("the topic");
        await using RocketMqClient second = Connect();
        await using PushConsumer consumer = await ConsumeAsync(second);
        await using TransactionProducer producer = Create(client);
        await producer.ListenForChecksAsync(_run, Cancellation).Within("the broker to know the producer");

        connections.Arm(RequestCode.EndTransaction, moment);
        TransactionResult result = await producer
            .SendAsync(Text("cut"), _ledger.Writing("cut", TransactionOutcome.Commit), Cancellation)
            .Within("the transaction");
        result.IsConfirmed.ShouldBeFalse();
        await producer
            .SendAsync(Text("marker"), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the marker");
        _ledger.Write("marker", TransactionOutcome.Commit);

        // The marker is asked about in the same round at the earliest; what would come twice would be there by then.
        await UntilAsync(() => _received.ContainsKey("cut") && _received.ContainsKey("marker"));
        _received["cut"].ShouldBe(1);
    }

    [Fact]
    public async Task A_local_transaction_that_outlives_the_first_check_is_delivered_once()
    {
        await using RocketMqClient client = Connect();
        await client.Administration.CreateTopicAsync(new(_run), Cancellation).Within("the topic");
        await using PushConsumer consumer = await ConsumeAsync(client);
        await using TransactionProducer producer = Create(client);
        await using OpenTransaction slow = await producer.BeginAsync(Text("slow"), Cancellation).Within("the transaction");
        await producer
            .SendAsync(Text("first"), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the first marker");
        _ledger.Write("first", TransactionOutcome.Commit);
        await UntilAsync(() => _received.ContainsKey("first"));
        (await slow.CommitAsync(Cancellation).Within("the commit")).IsConfirmed.ShouldBeTrue();

        // A broker that still held a copy would ask about it in the round of the second marker.
        _ledger.Write("slow", TransactionOutcome.Commit);
        await producer
            .SendAsync(Text("second"), (_, _) => ValueTask.FromResult(TransactionOutcome.Unknown), Cancellation)
            .Within("the second marker");
        _ledger.Write("second", TransactionOutcome.Commit);
        await UntilAsync(() => _received.ContainsKey("second") && _received.ContainsKey("slow"));
        _received["slow"].ShouldBe(1);
        _ledger.Asked.ShouldAllBe(check => check.TransactionId != slow.TransactionId);
    }

    private static TransactionOutcome FateOf(int number) => number % 4 < 2 ? TransactionOutcome.Commit : TransactionOutcome.Rollback;

    private static bool IsLeftToCheck(int number) => number % 3 == 0;

    private Message Text(string body) => new(_run, Encoding.UTF8.GetBytes(body)) { Tag = "t" };

    private TransactionProducer Create(RocketMqClient client) =>
        client.CreateTransactionProducer(new() { Group = _run }, _ledger.CheckAsync);

    private async Task<PushConsumer> ConsumeAsync(RocketMqClient client)
    {
        PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = $"{_run}-readers", From = ConsumeFrom.First }.Subscribe(_run),
            (message, _) =>
            {
                _received.AddOrUpdate(Encoding.UTF8.GetString(message.Body.Span), 1, static (_, times) => times + 1);
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the consumer to start");
        return consumer;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(100));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        while (!condition())
            await poll.WaitForNextTickAsync(limit.Token);
    }

    private static RocketMqClient Connect(HeaderFormat format = HeaderFormat.Binary, CuttingConnections? connections = null)
    {
        string? nameServer = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(nameServer), $"No real cluster: {Variable} is not set (host:port of a name server).");
        return new RocketMqClient(
            new()
            {
                NameServers = [nameServer!],
                HeaderFormat = format,
                ConnectionFactory = connections,
            }
        );
    }
}
