using System.Collections.Concurrent;
using System.Threading.Channels;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Tests.Peers;

/// <summary>A consumer that only remembers what its session tells it.</summary>
internal sealed class FakeConsumer(string group) : ISessionConsumer
{
    private readonly TaskCompletionSource<(string Topic, IReadOnlyDictionary<MessageQueue, long> Offsets)> _reset = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource<RemotingPeer> _brokerLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _rebalances = Channel.CreateUnbounded<bool>();

    public string Group { get; } = group;

    public ConcurrentDictionary<MessageQueue, long> Offsets { get; } = new();

    public Task<(string Topic, IReadOnlyDictionary<MessageQueue, long> Offsets)> Reset => _reset.Task;

    public ConsumerData Describe() => new() { GroupName = Group };

    public void RebalanceSoon() => _rebalances.Writer.TryWrite(true);

    public Task<RemotingPeer> BrokerLost => _brokerLost.Task;

    public void OnBrokerLost(RemotingPeer broker) => _brokerLost.TrySetResult(broker);

    public Task RebalanceAsked() => _rebalances.Reader.ReadAsync(TestContext.Current.CancellationToken).Within("a rebalance of " + Group);

    public ValueTask ResetOffsetsAsync(string topic, IReadOnlyDictionary<MessageQueue, long> offsets, CancellationToken cancellationToken)
    {
        _reset.TrySetResult((topic, offsets));
        return ValueTask.CompletedTask;
    }

    public IReadOnlyDictionary<MessageQueue, long> GetOffsets(string topic) =>
        Offsets.Where(entry => entry.Key.Topic == topic).ToDictionary(entry => entry.Key, entry => entry.Value);

    public ValueTask<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(byte[] record, string? brokerName) =>
        ValueTask.FromResult(
            new ConsumeMessageDirectlyResult { Outcome = ConsumeDirectlyOutcome.Success, Remark = $"{record.Length} {brokerName}" }
        );

    public ConsumerRunningInfo GetRunningInfo(bool withStacks) =>
        new() { Properties = new Dictionary<string, string> { ["PROP_CONSUME_TYPE"] = "CONSUME_PASSIVELY" } };
}
