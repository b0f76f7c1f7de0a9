using RocketMq.Protocol;

namespace RocketMq;

/// <summary>
/// Decides which queues of a topic one member of a consumer group reads. Every member computes the split on its own, so it must depend on the
/// arguments alone, and all members of a group must use the same strategy.
/// </summary>
/// <remarks>Implementations must be thread-safe.</remarks>
public interface IAllocationStrategy
{
    /// <summary>A name for logs and running information; the built-in ones have the names of the Java client.</summary>
    string Name { get; }

    /// <summary>Picks the queues of one member.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="clientId">The member that asks; contained in <paramref name="clientIds"/>.</param>
    /// <param name="queues">All readable queues of one topic in their order (topic, broker name, queue id); not empty.</param>
    /// <param name="clientIds">All members of the group in ordinal order; not empty.</param>
    /// <returns>The queues of the member, possibly none. Over all members every queue must occur exactly once.</returns>
    IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    );
}
