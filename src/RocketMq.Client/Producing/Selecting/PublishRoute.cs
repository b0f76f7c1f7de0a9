using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>The writable queues of one route, with their brokers looked up once. Immutable.</summary>
internal sealed class PublishRoute
{
    private readonly PublishTarget[] _targets;

    public PublishRoute(TopicRoute source, BrokerDirectory brokers, ResourceNames names)
    {
        Source = source;
        Queues = names.Unwrap([.. source.PublishQueues]);
        _targets = [.. Queues.Select(queue => new PublishTarget(queue, brokers.GetOrAdd(queue.BrokerName)))];
        Brokers = [.. _targets.Select(target => target.Broker).Distinct()];
        HasSeveralBrokers = _targets.Any(target => target.Broker != _targets[0].Broker);
    }

    /// <summary>The route that this was made from; another object means another route.</summary>
    public TopicRoute Source { get; }

    public IReadOnlyList<MessageQueue> Queues { get; }

    /// <summary>The brokers of the queues.</summary>
    public IReadOnlyList<Broker> Brokers { get; }

    /// <summary>Whether a retry could go to a broker that has not just failed.</summary>
    public bool HasSeveralBrokers { get; }

    public bool IsEmpty => _targets.Length == 0;

    public PublishTarget this[int index] => _targets[index];

    /// <summary>The next queue in turn that meets the demand; a demand that no queue meets is lowered. Null if no queue may be used at all.</summary>
    public PublishTarget? Choose(ref QueueTurn turn, in QueueDemand demand)
    {
        PublishTarget next = _targets[turn.Next(_targets.Length)];
        if (demand.Meets(next.Broker, QueueDemandLevel.AvailableElsewhere))
            return next;
        for (QueueDemandLevel level = QueueDemandLevel.AvailableElsewhere; level <= QueueDemandLevel.Any; level++)
        {
            int count = Count(demand, level);
            if (count > 0 && Find(demand, level, turn.NextDetour(count)) is { } standIn)
                return standIn;
        }
        return null;
    }

    public bool TryFind(in MessageQueue queue, out PublishTarget target)
    {
        foreach (PublishTarget candidate in _targets)
        {
            if (candidate.Queue == queue)
            {
                target = candidate;
                return true;
            }
        }
        target = default;
        return false;
    }

    private int Count(in QueueDemand demand, QueueDemandLevel level)
    {
        int count = 0;
        foreach (PublishTarget target in _targets)
        {
            if (demand.Meets(target.Broker, level))
                count++;
        }
        return count;
    }

    // Null when a broker's health has changed since the queues were counted.
    private PublishTarget? Find(in QueueDemand demand, QueueDemandLevel level, int number)
    {
        foreach (PublishTarget target in _targets)
        {
            if (demand.Meets(target.Broker, level) && number-- == 0)
                return target;
        }
        return null;
    }
}
