using RocketMq.Broker.Storage;

namespace RocketMq.Broker.Tests.Storage;

public sealed class QueueIndexTests
{
    [Fact]
    public void Entries_are_found_by_offset_across_chunks()
    {
        var index = Filled(1000);

        index.Min.ShouldBe(0);
        index.Max.ShouldBe(1000);
        for (var offset = 0; offset < 1000; offset++)
        {
            index.TryGet(offset, out var entry).ShouldBeTrue();
            entry.PhysicalOffset.ShouldBe(offset * 10);
        }
        index.TryGet(-1, out _).ShouldBeFalse();
        index.TryGet(1000, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2555, 256)]
    [InlineData(2560, 256)]
    [InlineData(9_990, 999)]
    [InlineData(100_000, 1000)]
    public void What_lies_below_the_floor_is_dropped_and_the_rest_keeps_its_offsets(long floor, long min)
    {
        var index = Filled(1000);

        index.DropBelow(floor);

        index.Min.ShouldBe(min);
        index.Max.ShouldBe(1000);
        index.TryGet(min - 1, out _).ShouldBeFalse();
        if (min < 1000)
        {
            index.TryGet(min, out var entry).ShouldBeTrue();
            entry.PhysicalOffset.ShouldBe(min * 10);
        }
        index.Append(new QueueEntry(10_000, 1, 0, 2000));
        index.TryGet(1000, out _).ShouldBeTrue("an emptied queue goes on where it was");
    }

    [Fact]
    public void A_search_by_time_stays_inside_of_what_is_kept()
    {
        var index = Filled(1000);
        index.DropBelow(5000);

        index.Search(0, upper: false).ShouldBe(500);
        index.Search(0, upper: true).ShouldBe(500);
        index.Search(700, upper: false).ShouldBe(700);
        index.Search(5000, upper: false).ShouldBe(1000);
        index.Search(5000, upper: true).ShouldBe(999);
    }

    /// <summary>Entries of 10 bytes each, stored one millisecond apart.</summary>
    private static QueueIndex Filled(int count)
    {
        var index = new QueueIndex();
        for (var number = 0; number < count; number++)
            index.Append(new QueueEntry(number * 10, 10, 0, number));
        return index;
    }
}
