using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Tests;

public sealed class PendingRequestTableTests
{
    private readonly PendingRequestTable _table = new(_ => new TimeoutException(), () => { });

    [Fact]
    public void Slots_grow_on_demand_up_to_what_an_opaque_can_name()
    {
        HashSet<int> opaques = [];
        for (int slot = 0; slot < 65_536; slot++)
        {
            PendingRequest request = _table.TryRent().ShouldNotBeNull();
            opaques.Add(request.Opaque).ShouldBeTrue("no opaque is given out twice");
            _table.Find(request.Opaque).ShouldBeSameAs(request);
        }

        opaques.ShouldAllBe(opaque => opaque >= 0);
        _table.TryRent().ShouldBeNull();
    }

    [Fact]
    public void A_returned_slot_comes_back_with_the_next_generation_and_survives_their_wrap_around()
    {
        PendingRequest first = _table.TryRent().ShouldNotBeNull();
        int firstOpaque = first.Opaque;
        HashSet<int> opaques = [firstOpaque];
        for (int generation = 1; generation < 32_768; generation++)
        {
            first.ReturnUnused();
            _table.TryRent().ShouldBeSameAs(first);
            opaques.Add(first.Opaque).ShouldBeTrue();
        }

        first.ReturnUnused();
        _table.TryRent()!.Opaque.ShouldBe(firstOpaque, "15 bits of generation are used up");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(5)]
    [InlineData(0xFFFF)]
    [InlineData(int.MaxValue)]
    public void An_opaque_that_was_never_given_out_is_not_found(int opaque) => _table.Find(opaque).ShouldBeNull();
}
