using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Transactions;

/// <summary>How many questions are held and answered at once, and for how long.</summary>
public sealed class CheckBackLimitTests : IAsyncDisposable
{
    private readonly AskingBroker _asking = new();

    private ScriptedBroker Broker => _asking.Broker;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_checker_that_takes_too_long_does_not_know_whether_it_heeds_its_token_or_not(bool heeds)
    {
        TaskCompletionSource<TransactionOutcome> late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TransactionProducer producer = await _asking.ConnectAsync(
            async (_, cancellationToken) =>
            {
                started.SetResult();
                return await (heeds ? late.Task.WaitAsync(cancellationToken) : late.Task);
            }
        );
        await Questions.AskAsync(Broker, "T1");
        await started.Task.Within("the checker to start");
        await _asking.Time.AdvanceUntilAsync(
            Broker.WaitForAsync(RequestCode.EndTransaction, 1),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(1),
            "the broker is told"
        );
        Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem().Fields["commitOrRollback"].ShouldBe("0");
        late.TrySetResult(TransactionOutcome.Commit);
    }

    [Fact]
    public async Task No_more_checkers_run_at_once_than_agreed_and_all_questions_are_answered()
    {
        int running = 0;
        int most = 0;
        TaskCompletionSource allRun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await _asking.ConnectAsync(
            async (_, cancellationToken) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 3)
                    allRun.TrySetResult();
                await go.WaitAsync(cancellationToken);
                Interlocked.Decrement(ref running);
                return TransactionOutcome.Commit;
            },
            options => options.MaxConcurrentChecks = 3
        );
        for (int number = 0; number < 20; number++)
            await Questions.AskAsync(Broker, $"T{number}", number);
        await allRun.Task.Within("three checkers to run at once");
        // One by one, so that all questions but the last three are taken on while checkers of others wait.
        for (int answered = 1; answered <= 20; answered++)
        {
            go.Release();
            await Broker.WaitForAsync(RequestCode.EndTransaction, answered);
        }
        most.ShouldBe(3);
        Broker.Received(RequestCode.EndTransaction).Select(answer => answer.Fields["msgId"]).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Questions_beyond_the_limit_are_dropped_and_can_be_asked_again()
    {
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await _asking.ConnectAsync(
            async (_, cancellationToken) =>
            {
                await go.WaitAsync(cancellationToken);
                return TransactionOutcome.Commit;
            },
            options => options.MaxPendingChecks = 2
        );
        for (int number = 0; number < 3; number++)
            await Questions.AskAsync(Broker, $"T{number}", number);
        await _asking.Log.WaitForAsync("was dropped").Within("the warning");
        go.Release(10);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 2);

        await Questions.AskAsync(Broker, "T2", 9);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 3);
        Broker.Received(RequestCode.EndTransaction)[2].Fields["tranStateTableOffset"].ShouldBe("9");
    }

    [Fact]
    public async Task Questions_with_more_bytes_than_agreed_are_dropped_unless_they_are_alone()
    {
        SemaphoreSlim go = new(0);
        await using TransactionProducer producer = await _asking.ConnectAsync(
            async (_, cancellationToken) =>
            {
                await go.WaitAsync(cancellationToken);
                return TransactionOutcome.Commit;
            },
            options => options.MaxPendingCheckBytes = 1000
        );
        await Questions.AskAsync(Broker, "T1", 1, body: new string('x', 5000));
        await Questions.AskAsync(Broker, "T2", 2);
        await _asking.Log.WaitForAsync("was dropped").Within("the warning");
        _asking.Log.All.ShouldContain(line => line.Contains("transaction T2", StringComparison.Ordinal));
        go.Release(2);
        await Broker.WaitForAsync(RequestCode.EndTransaction, 1);
        Broker.Received(RequestCode.EndTransaction).ShouldHaveSingleItem().Fields["msgId"].ShouldBe("T1");
    }

    [Fact]
    public async Task Questions_behind_checkers_that_hang_are_answered_with_unknown_and_the_log_says_it_once()
    {
        TaskCompletionSource<TransactionOutcome> never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TransactionProducer producer = await _asking.ConnectAsync(
            async (_, _) =>
            {
                started.TrySetResult();
                return await never.Task;
            },
            options => options.MaxConcurrentChecks = 1
        );
        await Questions.AskAsync(Broker, "T1");
        await started.Task.Within("the checker to start");
        await Questions.AskAsync(Broker, "T2");
        await Questions.AskAsync(Broker, "T3");
        await _asking.Time.AdvanceUntilAsync(
            Broker.WaitForAsync(RequestCode.EndTransaction, 3),
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(2),
            "the broker is told"
        );
        IReadOnlyList<ScriptedRequest> answers = Broker.Received(RequestCode.EndTransaction);
        answers.Select(answer => answer.Fields["msgId"]).Order().ShouldBe(["T1", "T2", "T3"]);
        answers.ShouldAllBe(answer => answer.Fields["commitOrRollback"] == "0");
        answers.Count(answer => answer.Remark!.Contains("no checker was free", StringComparison.Ordinal)).ShouldBe(2);
        _asking.Log.All.Count(line => line.Contains("have been running for longer", StringComparison.Ordinal)).ShouldBe(1);
        never.SetResult(TransactionOutcome.Commit);
    }

    public ValueTask DisposeAsync() => _asking.DisposeAsync();

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
