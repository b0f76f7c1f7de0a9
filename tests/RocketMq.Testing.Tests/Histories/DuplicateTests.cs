namespace RocketMq.Testing.Tests.Histories;

public sealed class DuplicateTests
{
    private static readonly IHistoryRule Rule = HistoryRules.DuplicatesExplained;

    [Fact]
    public void A_member_that_kept_its_queue_must_not_repeat_what_succeeded() =>
        new Story().Sent(1).Handles("a", 1).Handles("a", 1).ShouldBreak(Rule, "a handled m1 again", "a ended m1: Success", "#4");

    [Fact]
    public void A_message_must_not_begin_again_while_its_first_call_runs() =>
        new Story().Sent(1).Begins("a", 1).Begins("a", 1).ShouldBreak(Rule, "again while its first call still ran");

    [Fact]
    public void A_reset_to_a_later_offset_explains_nothing() =>
        new Story().Sent(1).Handles("a", 1).Resets(2).Handles("a", 1).ShouldBreak(Rule);

    [Fact]
    public void A_loss_before_the_first_call_explains_nothing() =>
        new Story().Sent(1).Loses("a").Handles("a", 1).Handles("a", 1).ShouldBreak(Rule);

    [Fact]
    public void Failures_releases_losses_resets_and_other_members_explain_a_repetition()
    {
        new Story().Sent(1).Handles("a", 1, outcome: ConsumeOutcome.Suspend).Handles("a", 1, attempt: 2).ShouldKeep(Rule);
        new Story().Sent(1).Handles("a", 1).Releases("a").Handles("a", 1).ShouldKeep(Rule);
        new Story().Sent(1).Handles("a", 1).Loses("a").Handles("a", 1).ShouldKeep(Rule);
        new Story().Sent(1).Handles("a", 1).Resets(0).Handles("a", 1).ShouldKeep(Rule);
        new Story().Sent(1).Handles("a", 1).Handles("b", 1).ShouldKeep(Rule);
    }
}
