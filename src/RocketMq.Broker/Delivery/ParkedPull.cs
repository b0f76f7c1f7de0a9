using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Delivery;

/// <summary>A pull that found nothing and waits for its queue's next record or its deadline; then it is run once more, without waiting.</summary>
internal sealed class ParkedPull(RequestContext context, PullQuery query, long parkedAt, TimeSpan timeout, IPullResumption resumption)
    : IThreadPoolWorkItem
{
    public PullQuery Query { get; } = query;

    /// <summary>Timestamp of the time provider.</summary>
    public long ParkedAt { get; } = parkedAt;

    public TimeSpan Timeout { get; } = timeout;

    public bool IsAnswerable => context.Connection.IsOpen;

    /// <summary>
    /// Runs the pull again on the pool, never on the appending thread: a producer must not pay for its consumers' reads,
    /// and what arrives until the pool gets to it makes one larger batch.
    /// </summary>
    public void Resume() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            resumption.Answer(context, Query);
        }
        catch (Exception failure)
        {
            // Nobody above sees it: the request was detached from its connection's batch when it was parked.
            context.Reply(ResponseCode.SystemError, $"The pull could not be answered after its wait: {failure.Message}");
        }
    }
}
