using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class QueueLeaseTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Is_trusted_for_30_seconds_from_the_request()
    {
        var lease = new QueueLease(_time);
        lease.IsValid.ShouldBeFalse();
        long requestedAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(5));
        lease.Renew(requestedAt);

        _time.Advance(TimeSpan.FromSeconds(24.9));
        lease.IsValid.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        lease.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void A_late_renewal_and_one_after_a_loss_are_lapses()
    {
        var lease = new QueueLease(_time);
        lease.IsLapsed(_time.GetTimestamp()).ShouldBeFalse("the first lock");
        lease.Renew(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(20));
        lease.IsLapsed(_time.GetTimestamp()).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        lease.IsLapsed(_time.GetTimestamp()).ShouldBeTrue();

        lease.Renew(_time.GetTimestamp());
        lease.Lose();
        lease.IsValid.ShouldBeFalse();
        lease.IsLapsed(_time.GetTimestamp()).ShouldBeTrue();
        lease.Renew(_time.GetTimestamp());
        lease.IsLapsed(_time.GetTimestamp()).ShouldBeFalse();
        lease.IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Once_given_up_it_is_never_valid_again()
    {
        var lease = new QueueLease(_time);
        lease.Renew(_time.GetTimestamp());
        lease.GiveUp();
        lease.Renew(_time.GetTimestamp());
        lease.IsValid.ShouldBeFalse();
        lease.IsGivenUp.ShouldBeTrue();
    }
}
