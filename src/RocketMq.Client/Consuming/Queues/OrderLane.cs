namespace RocketMq.Consuming;

/// <summary>
/// Messages that must be handled one after the other: all of an orderly queue, or those of one key in it. Whoever has the lane's turn is alone with it;
/// its waiting messages are guarded by the <see cref="OrderlyBacklog"/> it belongs to.
/// </summary>
internal sealed class OrderLane(ProcessQueue queue)
{
    public ProcessQueue Queue { get; } = queue;

    /// <summary>What this lane goes by in its backlog.</summary>
    public int Id { get; set; }

    /// <summary>What waits, the messages being handled included. Only the backlog.</summary>
    public Queue<Delivery> Waiting { get; } = new();

    /// <summary>What is being handled. Only who has the turn.</summary>
    public List<Delivery> Taken { get; } = [];
}
