using System.Threading.Channels;

namespace RocketMq.Consuming;

/// <summary>Wakes one asynchronous waiter; sets that nobody waits for are merged into one. Thread-safe.</summary>
internal sealed class Signal
{
    private readonly Channel<byte> _pending = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>Wakes the waiter, or lets the next wait return at once.</summary>
    public void Set() => _pending.Writer.TryWrite(0);

    /// <summary>Completes once <see cref="Set"/> was called since the last wait.</summary>
    public async ValueTask WaitAsync(CancellationToken ct) => await _pending.Reader.ReadAsync(ct).ConfigureAwait(false);
}
