namespace RocketMq.Requesting;

/// <summary>A request that waits for its reply. Whoever takes it out of the inbox completes it, once.</summary>
internal sealed class PendingReply(string correlationId, object owner)
{
    private readonly TaskCompletionSource<Reply?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string CorrelationId { get; } = correlationId;

    /// <summary>Whose request it is.</summary>
    public object Owner { get; } = owner;

    /// <summary>The reply; null when the time is over.</summary>
    public Task<Reply?> Task => _completion.Task;

    public void Complete(Reply reply) => _completion.SetResult(reply);

    public void TimeOut() => _completion.SetResult(null);

    public void Fail(Exception failure) => _completion.SetException(failure);
}
