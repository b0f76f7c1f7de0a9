using RocketMq.Consuming;
using RocketMq.Offsets;
using RocketMq.Protocol;

namespace RocketMq.Tests.Offsets;

public sealed class MovedOffsetsTests
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 0);

    [Theory]
    // The broker has 10 to 50 and proposes the last figure.
    [InlineData(30, 25, 25, 20, 20)] // a reset: the offset was there
    [InlineData(5, 5, 5, 10, 10)] // a gap: retention took the messages
    [InlineData(60, 45, 40, 10, 45)] // a lost tail: this consumer knows how far it is
    [InlineData(60, 55, 40, 10, 40)] // a lost tail: the group's store knows
    [InlineData(60, 55, 55, 10, 10)] // nobody knows: what the broker proposes
    [InlineData(60, 55, -1, 10, 10)]
    public async Task Progress_that_the_queue_still_has_comes_before_an_end_of_it(
        long pulled,
        long consumed,
        long stored,
        long proposed,
        long expected
    )
    {
        RecordingOffsetStore store = new();
        if (stored >= 0)
            store.Offsets[Queue] = stored;
        using ProcessQueue queue = new(Queue, pulled, new FlowLimits(100, 1 << 20, 100), new ManualTimeProvider());
        PullPosition position = new(pulled, consumed, 0, CancellationToken.None);
        PullMessageResponseHeader answer = new()
        {
            NextBeginOffset = proposed,
            MinOffset = 10,
            MaxOffset = 50,
        };
        (await new MovedOffsets(store).ChooseAsync(queue, position, answer, TestContext.Current.CancellationToken)).ShouldBe(expected);
    }
}
