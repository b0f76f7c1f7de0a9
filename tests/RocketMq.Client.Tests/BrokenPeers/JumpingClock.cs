namespace RocketMq.Tests.BrokenPeers;

/// <summary>A clock whose time of day can be set, as an administrator or a time server does it; durations go on as ever.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _jumpTicks;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _jumpTicks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _jumpTicks));
}
