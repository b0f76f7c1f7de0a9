using RocketMq.Producing;

namespace RocketMq.Tests.Producing.Backpressure;

public sealed class SendGateTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_is_let_in_in_the_order_of_coming_and_before_anybody_new()
    {
        SendGate gate = new(maxCount: 1, maxBytes: 0, _time);
        gate.TryEnter(1).ShouldBeTrue();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => EnterAsync(gate))];
        for (int next = 0; next < waiting.Length; next++)
        {
            waiting[next].IsCompleted.ShouldBeFalse();
            gate.Leave(1);
            await waiting[next].Within($"number {next} being let in");
            gate.TryEnter(1).ShouldBeFalse();
        }
        gate.Leave(1);
        gate.TryEnter(1).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_leaves_the_line_lets_those_behind_it_in()
    {
        SendGate gate = new(maxCount: 0, maxBytes: 100, _time);
        gate.TryEnter(60).ShouldBeTrue();
        using CancellationTokenSource cancelling = new();
        Task large = gate.EnterAsync(500, TimeSpan.FromSeconds(3), cancelling.Token).AsTask();
        Task behind = EnterAsync(gate);
        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => large.Within("the cancelled one"));
        await behind.Within("the one behind it");
    }

    private static Task EnterAsync(SendGate gate) => gate.EnterAsync(1, TimeSpan.FromSeconds(3), Cancellation).AsTask();
}
