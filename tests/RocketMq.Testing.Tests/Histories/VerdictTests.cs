namespace RocketMq.Testing.Tests.Histories;

public sealed class VerdictTests
{
    [Fact]
    public void A_verdict_counts_what_happened_and_shows_the_first_breaches_only()
    {
        var story = new Story();
        for (int number = 0; number < 20; number++)
            story.Sent(number);
        story.Handles("a", 0).Loses("a").Handles("b", 0);

        HistoryVerdict verdict = HistoryChecker.Check(story.History, HistoryRules.Orderly());

        verdict.Counts.ShouldBe(new(Sent: 20, Acknowledged: 20, Uncertain: 0, Deliveries: 2, Succeeded: 1, Repeated: 1, Faults: 1));
        RuleVerdict lost = verdict.Rules[0];
        (lost.Breaches, lost.First.Count).ShouldBe((19, 5));
        verdict.ToString().ShouldContain("BROKEN 19 times: no acknowledged message is lost");
        verdict.ToString().ShouldContain("ok: no queue has two owners at once");
        Should.Throw<HistoryViolatedException>(verdict.ThrowIfViolated).Message.ShouldBe(verdict.ToString());
    }

    [Fact]
    public void A_history_that_breaks_nothing_is_clean()
    {
        var story = new Story();
        for (int number = 0; number < 20; number++)
            story.Sent(number, "k").Handles("a", number, "k").Commits(number + 1);
        HistoryVerdict verdict = HistoryChecker.Check(story.History, HistoryRules.Orderly());
        verdict.IsClean.ShouldBeTrue(verdict.ToString());
        verdict.ThrowIfViolated();
    }

    [Fact]
    public async Task Waiting_for_successes_counts_every_message_once()
    {
        var story = new Story();
        Task two = story.History.WhenSucceeded(2);
        story.Handles("a", 1).Handles("b", 1).Handles("b", 2, outcome: ConsumeOutcome.RetryLater);
        two.IsCompleted.ShouldBeFalse();
        story.Handles("b", 2);
        await two.Within("two different messages");
        story.History.Succeeded.ShouldBe(2);
    }
}
