using RocketMq.Producing;

namespace RocketMq.Tests.Transactions;

public sealed class TransactionLedgerTests
{
    private readonly TransactionLedger _ledger = new(limit: 3);

    [Fact]
    public void Messages_that_could_not_be_stored_push_out_no_decision()
    {
        _ledger.Begin("committed");
        _ledger.Decide("committed", TransactionOutcome.Commit);
        _ledger.Retain("committed");
        for (int number = 0; number < 10; number++)
        {
            _ledger.Begin($"failed {number}");
            _ledger.Abandon($"failed {number}");
        }
        _ledger.FindAnswer("committed").ShouldBe(new CheckVerdict(TransactionOutcome.Commit));
        _ledger.FindAnswer("failed 9").ShouldBe(new CheckVerdict(TransactionOutcome.Rollback));
        _ledger.FindAnswer("failed 6").ShouldBeNull();
    }

    [Fact]
    public void No_kind_grows_beyond_the_limit()
    {
        for (int number = 0; number < 10; number++)
        {
            _ledger.Decide($"settled {number}", TransactionOutcome.Commit);
            _ledger.Settle($"settled {number}");
            _ledger.Decide($"kept {number}", TransactionOutcome.Commit);
            _ledger.Retain($"kept {number}");
        }
        foreach (string kind in new[] { "settled", "kept" })
            Enumerable.Range(0, 10).Where(number => _ledger.FindAnswer($"{kind} {number}") is not null).ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void What_was_settled_after_all_stays_settled_when_it_leaves_the_unconfirmed()
    {
        _ledger.Decide("late", TransactionOutcome.Commit);
        _ledger.Retain("late");
        _ledger.Settle("late");
        for (int number = 0; number < 3; number++)
        {
            _ledger.Decide($"{number}", TransactionOutcome.Commit);
            _ledger.Retain($"{number}");
        }
        _ledger.FindAnswer("late").ShouldBe(new CheckVerdict(TransactionOutcome.Rollback) { IsSurplusCopy = true });
    }
}
