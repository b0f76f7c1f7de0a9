using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>The writable queues of one route, with their brokers looked up once. Immutable.</summary>
internal sealed class PublishRoute
{
    private readonly PublishTarget[] _targets;

    public PublishRoute(TopicRoute source, BrokerDirectory brokers)
    {
        Source = source;
        Queues = [.. source.PublishQueues];
        _targets = [.. source.PublishQueues.Select(queue => new PublishTarget(queue, brokers.GetOrAdd(queue.BrokerName)))];
        HasSeveralBrokers = _targets.Any(target => target.Broker != _targets[0].Broker);
    }

    /// <summary>The route that this was made from; another object means another route.</summary>
    public TopicRoute Source { get; }

    public IReadOnlyList<MessageQueue> Queues { get; }

    /// <summary>Whether a retry could go to a broker that has not just failed.</summary>
    public bool HasSeveralBrokers { get; }

    public bool IsEmpty => _targets.Length == 0;

    public PublishTarget this[int index] => _targets[index];

    /// <summary>The next queue in turn, on another broker than the one that failed if there is one.</summary>
    public PublishTarget Next(ref int turn, string? avoidBroker)
    {
        if (avoidBroker is not null)
        {
            for (int attempt = 0; attempt < _targets.Length; attempt++)
            {
                PublishTarget target = Next(ref turn);
                if (!string.Equals(target.Queue.BrokerName, avoidBroker, StringComparison.Ordinal))
                    return target;
            }
        }
        return Next(ref turn);
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

    private PublishTarget Next(ref int turn) => _targets[(Interlocked.Increment(ref turn) & int.MaxValue) % _targets.Length];
}
