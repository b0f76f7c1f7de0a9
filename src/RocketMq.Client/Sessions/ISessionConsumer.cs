using RocketMq.Protocol;

namespace RocketMq.Sessions;

/// <summary>A consumer as its session sees it. All members are called from pool threads, never from a connection's reader.</summary>
internal interface ISessionConsumer
{
    /// <summary>The consumer group, unique among the consumers of one session.</summary>
    string Group { get; }

    /// <summary>What heartbeats say about this consumer, at this moment.</summary>
    ConsumerData Describe();

    /// <summary>Members, connections or routes changed; must not block.</summary>
    void RebalanceSoon();

    /// <summary>The connection to a broker ended: what the broker knew of this client, its orderly locks above all, may be gone. Must not block.</summary>
    void OnBrokerLost(RemotingPeer broker);

    /// <summary>An administrator reset the group's positions (request 220).</summary>
    ValueTask ResetOffsetsAsync(string topic, IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken cancellationToken);

    /// <summary>The positions held in memory for a topic (request 221).</summary>
    IReadOnlyDictionary<MessageQueue, long> GetOffsets(string topic);

    /// <summary>A snapshot of the consumer for administrators (request 307).</summary>
    /// <param name="withStacks">Whether to say what the handlers are busy with.</param>
    ConsumerRunningInfo GetRunningInfo(bool withStacks);

    /// <summary>Hands one stored message to the handler, past queues and offsets (request 309).</summary>
    /// <exception cref="ProtocolException">The record cannot be decoded.</exception>
    ValueTask<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(byte[] record, string? brokerName);
}
