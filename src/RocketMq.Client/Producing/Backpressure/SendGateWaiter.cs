namespace RocketMq.Producing;

/// <summary>A send in line for a <see cref="SendGate"/>.</summary>
internal sealed class SendGateWaiter(long bytes)
{
    public long Bytes => bytes;

    /// <summary>Completes when the send is let in; its continuation runs elsewhere, because it is completed under the gate's lock.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
