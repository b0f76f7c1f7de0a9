namespace RocketMq.Testing.Tests.Histories;

public sealed class LossAndInventionTests
{
    [Fact]
    public void A_message_that_was_never_delivered_is_lost() =>
        new Story()
            .Sent(1)
            .Sent(2)
            .Handles("a", 1)
            .ShouldBreak(
                HistoryRules.NothingLost(),
                "m2 was never delivered",
                "#3 00:00:00.000 m2 was acknowledged in orders@broker-a[0] at 2"
            );

    [Fact]
    public void A_message_that_only_ever_failed_is_lost() =>
        new Story()
            .Sent(1)
            .Handles("a", 1, outcome: ConsumeOutcome.RetryLater)
            .ShouldBreak(HistoryRules.NothingLost(), "m1 was never handled with success", "a ended m1: RetryLater");

    [Fact]
    public void A_message_whose_handler_never_returned_is_lost() =>
        new Story().Sent(1).Begins("a", 1).ShouldBreak(HistoryRules.NothingLost(), "a began m1");

    [Fact]
    public void A_message_that_came_again_after_a_failure_is_not_lost() =>
        new Story()
            .Sent(1)
            .Handles("a", 1, outcome: ConsumeOutcome.RetryLater)
            .Handles("b", 1, attempt: 2)
            .ShouldKeep(HistoryRules.NothingLost());

    [Fact]
    public void A_dead_letter_is_not_lost()
    {
        new Story().Sent(1).Handles("a", 1, outcome: ConsumeOutcome.DeadLetter).ShouldKeep(HistoryRules.NothingLost());
        new Story().Sent(1).Handles("a", 1, attempt: 3, outcome: ConsumeOutcome.RetryLater).ShouldKeep(HistoryRules.NothingLost(3));
        new Story().Sent(1).Handles("a", 1, attempt: 2, outcome: ConsumeOutcome.RetryLater).ShouldBreak(HistoryRules.NothingLost(3));
    }

    [Fact]
    public void A_message_whose_send_failed_may_come_or_not()
    {
        var stored = new Story();
        stored.History.SendBegan("m1");
        stored.History.SendFailed("m1", "no answer");
        stored.ShouldKeep(HistoryRules.NothingLost());
        stored.Handles("a", 1).ShouldKeep(HistoryRules.NothingInvented);
    }

    [Fact]
    public void A_message_that_nobody_sent_is_invented() =>
        new Story()
            .Sent(1)
            .Handles("a", 1)
            .Handles("a", 2)
            .ShouldBreak(HistoryRules.NothingInvented, "m2 was delivered and never sent before");

    [Fact]
    public void A_message_that_comes_before_its_send_began_is_invented() =>
        new Story().Handles("a", 1).Sent(1).ShouldBreak(HistoryRules.NothingInvented, "m1");

    [Fact]
    public void A_message_that_comes_before_its_time_is_early()
    {
        new Story()
            .Sent(1, delay: TimeSpan.FromSeconds(10))
            .Waits(TimeSpan.FromMilliseconds(9_990))
            .Handles("a", 1)
            .ShouldBreak(HistoryRules.NeverEarly, "m1 came 10 ms before its time");
        new Story()
            .Sent(1, delay: TimeSpan.FromSeconds(10))
            .Waits(TimeSpan.FromSeconds(10))
            .Handles("a", 1)
            .ShouldKeep(HistoryRules.NeverEarly);
    }
}
