namespace RocketMq.Testing.Tests.Histories;

public sealed class OrderTests
{
    [Fact]
    public void A_queue_must_not_go_back_under_one_member() =>
        new Story()
            .Handles("a", 1)
            .Handles("a", 3)
            .Begins("a", 2)
            .ShouldBreak(HistoryRules.OrderPerQueue(), "a went back from 3 to 2", "a began m3");

    [Fact]
    public void A_successor_must_not_begin_before_its_predecessor_is_done()
    {
        new Story().Begins("a", 1).Begins("a", 2).ShouldBreak(HistoryRules.OrderPerQueue(), "a began 2 before 1 was done");
        new Story()
            .Handles("a", 1, outcome: ConsumeOutcome.Suspend)
            .Begins("a", 2)
            .ShouldBreak(HistoryRules.OrderPerQueue(), "a began 2 before 1 was done");
    }

    [Fact]
    public void What_was_passed_over_must_not_be_done_by_the_next_owner() =>
        new Story()
            .Begins("a", 1)
            .Loses("a")
            .Handles("b", 2)
            .Loses("b")
            .Handles("a", 1)
            .ShouldBreak(HistoryRules.OrderPerQueue(), "1 was done for the first time after 2 already was");

    [Fact]
    public void Gaps_repetitions_by_the_next_owner_dead_letters_and_resets_keep_the_order()
    {
        new Story().Handles("a", 1).Handles("a", 5).Handles("b", 5).Handles("b", 6).ShouldKeep(HistoryRules.OrderPerQueue());
        new Story()
            .Handles("a", 1, outcome: ConsumeOutcome.Suspend)
            .Handles("a", 1, attempt: 2)
            .Handles("a", 2)
            .ShouldKeep(HistoryRules.OrderPerQueue());
        new Story().Handles("a", 1, attempt: 3, outcome: ConsumeOutcome.Suspend).Handles("a", 2).ShouldKeep(HistoryRules.OrderPerQueue(3));
        new Story().Handles("a", 1).Handles("a", 2).Resets(1).Handles("a", 1).Handles("a", 2).ShouldKeep(HistoryRules.OrderPerQueue());
    }

    [Fact]
    public void A_key_must_not_overtake_itself() =>
        new Story()
            .Sent(1, "k")
            .Sent(2, "k")
            .Begins("a", 2)
            .Handles("b", 1)
            .ShouldBreak(HistoryRules.OrderPerKey, "m2 of key k began before m1, acknowledged earlier, was done");

    [Fact]
    public void Keys_may_overtake_each_other_and_unordered_sends_have_no_order()
    {
        new Story().Sent(1, "k").Sent(2, "j").Begins("a", 2).Handles("b", 1).ShouldKeep(HistoryRules.OrderPerKey);
        var both = new Story();
        both.History.SendBegan("m1", "k");
        both.Sent(2, "k");
        both.History.SendAcknowledged("m1", Story.Queue, 1);
        both.Begins("a", 2).Handles("b", 1).ShouldKeep(HistoryRules.OrderPerKey);
    }

    [Fact]
    public void Two_owners_of_one_queue_are_found()
    {
        new Story().Begins("a", 1).Begins("b", 2).ShouldBreak(HistoryRules.OneOwner, "b began m2 while a still handled m1", "#0", "#1");
        new Story().Loses("a").Begins("a", 1).Begins("b", 1).ShouldBreak(HistoryRules.OneOwner);
    }

    [Fact]
    public void One_owner_after_another_and_a_lost_one_are_no_two() =>
        new Story().Handles("a", 1).Handles("b", 2).Begins("b", 3).Loses("b").Handles("a", 3).ShouldKeep(HistoryRules.OneOwner);

    [Fact]
    public void Keys_of_one_queue_may_run_beside_each_other_and_one_key_may_not()
    {
        new Story().Begins("a", 1, "k").Begins("a", 2, "j").ShouldKeep(HistoryRules.OneHandlerPerKey);
        new Story().Begins("a", 1, "k").Begins("a", 2, "k").ShouldBreak(HistoryRules.OneHandlerPerKey, "while a still handled m1");
    }

    [Fact]
    public void An_offset_that_goes_back_is_found() =>
        new Story().Commits(5).Commits(4).ShouldBreak(HistoryRules.OffsetsForward, "from 5 back to 4", "offset 5 is committed");

    [Fact]
    public void Growing_and_reset_offsets_are_fine_but_not_beyond_the_reset()
    {
        new Story().Commits(4).Commits(5).Resets(2).Commits(2).Commits(7).ShouldKeep(HistoryRules.OffsetsForward);
        new Story().Commits(4).Commits(5).Resets(2).Commits(1).ShouldBreak(HistoryRules.OffsetsForward);
    }

    [Fact]
    public void Two_owners_at_once_explain_an_offset_that_goes_back_where_nothing_keeps_them_apart()
    {
        new Story().Handles("a", 5).Handles("b", 3).Commits(6).Commits(4).ShouldKeep(HistoryRules.OffsetsForwardPerOwner);
        new Story().Handles("a", 5).Handles("b", 3).Commits(6).Releases("a").Commits(4).ShouldKeep(HistoryRules.OffsetsForwardPerOwner);
        new Story().Handles("a", 5).Handles("b", 3).Releases("a").Commits(6).Commits(4).ShouldKeep(HistoryRules.OffsetsForwardPerOwner);
        new Story()
            .Handles("a", 5)
            .Handles("b", 3)
            .Releases("a")
            .Waits(TimeSpan.FromSeconds(11))
            .Commits(6)
            .Commits(4)
            .ShouldBreak(HistoryRules.OffsetsForwardPerOwner);
        new Story().Handles("a", 5).Handles("b", 3).Commits(6).Commits(4).ShouldBreak(HistoryRules.OffsetsForward);
        new Story().Handles("a", 5).Commits(6).Commits(4).ShouldBreak(HistoryRules.OffsetsForwardPerOwner);
        new Story().Handles("a", 5).Releases("a").Handles("b", 6).Commits(7).Commits(4).ShouldBreak(HistoryRules.OffsetsForwardPerOwner);
    }
}
