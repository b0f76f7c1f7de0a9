using RocketMq.Broker.Storage;

namespace RocketMq.Broker.Tests.Storage;

public sealed class CommitLogTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void Offsets_grow_without_end_and_name_the_bytes_until_retention_drops_them()
    {
        var log = new CommitLog(largestRecord: 1000, maxBytes: 16 * Megabyte);
        var offsets = new List<long>();
        for (var number = 0; number < 40; number++)
        {
            var segment = log.SegmentFor(Megabyte, out _);
            segment.Next(Megabyte).Fill((byte)number);
            offsets.Add(segment.BaseOffset + segment.Written);
            segment.Commit(Megabyte);
        }

        offsets.ShouldBe(offsets.Order());
        offsets.Distinct().Count().ShouldBe(40);
        log.MinOffset.ShouldBe(24L * Megabyte);
        log.MaxOffset.ShouldBe(40L * Megabyte);
        for (var number = 0; number < 40; number++)
        {
            var isKept = log.TryRead(offsets[number], Megabyte, out var bytes);
            isKept.ShouldBe(offsets[number] >= log.MinOffset);
            if (isKept)
                bytes.Span[Megabyte - 1].ShouldBe((byte)number);
        }
    }

    [Fact]
    public void A_record_that_does_not_fit_the_rest_of_a_segment_starts_the_next()
    {
        var log = new CommitLog(largestRecord: 1000, maxBytes: long.MaxValue);
        log.SegmentFor(5 * Megabyte, out _).Commit(5 * Megabyte);

        var next = log.SegmentFor(5 * Megabyte, out var droppedSome);

        next.BaseOffset.ShouldBe(8L * Megabyte);
        droppedSome.ShouldBeFalse();
        log.TryRead(5 * Megabyte, 1, out _).ShouldBeFalse("nothing was written into the gap");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_offset_where_nothing_is_gives_nothing(long offset)
    {
        var log = new CommitLog(largestRecord: 1000, maxBytes: 1);
        log.SegmentFor(10, out _).Commit(10);

        log.ReadFrom(offset).IsEmpty.ShouldBeTrue();
        log.TryRead(offset, 1, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_record_larger_than_the_usual_segment_gets_segments_that_hold_it()
    {
        var log = new CommitLog(largestRecord: 20 * Megabyte, maxBytes: 1);

        log.SegmentFor(20 * Megabyte, out _).Free.ShouldBe(20 * Megabyte);
    }
}
