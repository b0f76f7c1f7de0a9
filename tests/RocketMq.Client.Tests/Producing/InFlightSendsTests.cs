using RocketMq.Producing;

namespace RocketMq.Tests.Producing;

public sealed class InFlightSendsTests
{
    [Fact]
    public async Task Closing_waits_for_the_sends_under_way()
    {
        InFlightSends sends = new();
        sends.Enter();
        sends.Enter();
        Task closing = sends.CloseAsync(TimeSpan.FromSeconds(30), TimeProvider.System).AsTask();
        sends.Leave();
        closing.IsCompleted.ShouldBeFalse();
        sends.Leave();
        await closing.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Closing_refuses_new_sends_and_may_be_repeated()
    {
        InFlightSends sends = new();
        await sends.CloseAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Should.Throw<ObjectDisposedException>(sends.Enter);
        await sends.CloseAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    [Fact]
    public async Task Closing_does_not_wait_longer_than_its_limit()
    {
        InFlightSends sends = new();
        sends.Enter();
        await sends
            .CloseAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
