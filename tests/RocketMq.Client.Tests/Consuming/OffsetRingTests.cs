using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class OffsetRingTests
{
    [Fact]
    public void The_first_offset_moves_only_past_completed_entries()
    {
        var ring = new OffsetRing();
        long first = ring.Append(10, 1);
        long second = ring.Append(13, 1);
        ring.Append(20, 1);

        ring.TryComplete(second).ShouldBeTrue();
        ring.FirstOffset.ShouldBe(10);
        ring.TryComplete(first).ShouldBeTrue();
        ring.FirstOffset.ShouldBe(20);
        ring.Span.ShouldBe(0);
    }

    [Fact]
    public void An_entry_completes_once()
    {
        var ring = new OffsetRing();
        long entry = ring.Append(1, 7);

        ring.TryComplete(entry).ShouldBeTrue();
        ring.TryComplete(entry).ShouldBeFalse();
        ring.PendingCount.ShouldBe(0);
        ring.PendingBytes.ShouldBe(0);
        ring.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_cleared_entry_cannot_complete_a_later_one()
    {
        var ring = new OffsetRing();
        long stale = ring.Append(5, 1);
        ring.Clear();
        ring.Append(2, 1);

        ring.TryComplete(stale).ShouldBeFalse();
        ring.FirstOffset.ShouldBe(2);
        ring.PendingCount.ShouldBe(1);
    }

    [Fact]
    public void Offsets_that_do_not_rise_are_refused()
    {
        var ring = new OffsetRing();
        ring.Append(5, 1);
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Append(5, 1)).Message.ShouldContain("5");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Agrees_with_a_sorted_set_under_random_use(int seed)
    {
        var random = new Random(seed);
        var ring = new OffsetRing();
        var model = new SortedDictionary<long, int>();
        var pending = new List<(long Sequence, long Offset)>();
        long offset = random.Next(1000);
        for (int step = 0; step < 20_000; step++)
        {
            int choice = random.Next(100);
            if (choice < 48)
            {
                offset += 1 + (random.Next(4) == 0 ? random.Next(50) : 0);
                int bytes = random.Next(1, 500);
                pending.Add((ring.Append(offset, bytes), offset));
                model.Add(offset, bytes);
            }
            else if (choice < 99 && pending.Count > 0)
            {
                int index = random.Next(pending.Count);
                ring.TryComplete(pending[index].Sequence).ShouldBeTrue();
                model.Remove(pending[index].Offset).ShouldBeTrue();
                pending.RemoveAt(index);
            }
            else if (choice == 99 && random.Next(20) == 0)
            {
                ring.Clear();
                model.Clear();
                pending.Clear();
            }

            ring.IsEmpty.ShouldBe(model.Count == 0);
            ring.PendingCount.ShouldBe(model.Count);
            ring.PendingBytes.ShouldBe(model.Values.Sum(bytes => (long)bytes), $"step {step}");
            if (model.Count > 0)
                ring.FirstOffset.ShouldBe(model.Keys.First());
        }
    }
}
