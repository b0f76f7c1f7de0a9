using RocketMq.Consuming;
using RocketMq.Protocol;
using RocketMq.Rebalancing;
using RocketMq.Routing;

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

    [Fact]
    public void A_topic_that_was_unsubscribed_is_looked_at_anew()
    {
        var known = new KnownQueues();
        known.Note("orders", [First]);
        known.ForgetExcept(Subscribed("orders"));
        known.Note("orders", [First, Second]);
        known.AppearedLater(Second).ShouldBeTrue("the topic stayed subscribed");

        known.ForgetExcept(Subscribed("shipments"));
        known.Note("orders", [First, Second]);
        known.AppearedLater(Second).ShouldBeFalse("it was there when the topic was subscribed again");
    }

    private static SubscriptionSet Subscribed(string topic) =>
        SubscriptionSet.Create(
            "billing",
            new Dictionary<string, FilterExpression> { [topic] = FilterExpression.All },
            ResourceNames.Plain,
            version: 1
        );
}
