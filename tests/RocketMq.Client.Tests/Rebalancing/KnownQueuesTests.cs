using RocketMq.Protocol;
using RocketMq.Rebalancing;

namespace RocketMq.Tests.Rebalancing;

public sealed class KnownQueuesTests
{
    private static readonly MessageQueue First = new("orders", "broker-a", 0);
    private static readonly MessageQueue Second = new("orders", "broker-a", 1);

    [Fact]
    public void Only_queues_that_were_missing_at_the_first_look_appeared_later()
    {
        var known = new KnownQueues();
        known.Note("orders", [First]);
        known.Note("orders", [First, Second]);
        known.AppearedLater(First).ShouldBeFalse();
        known.AppearedLater(Second).ShouldBeTrue();
    }

    [Fact]
    public void All_queues_of_a_topic_that_was_missing_appeared_later()
    {
        var known = new KnownQueues();
        known.IsAbsent("orders").ShouldBeFalse("nobody looked yet");
        known.NoteAbsent("orders");
        known.IsAbsent("orders").ShouldBeTrue();
        known.Note("orders", [First]);
        known.AppearedLater(First).ShouldBeTrue();
    }
}
