using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Typed;

/// <summary>The context of a message that a consumer received.</summary>
internal sealed class ReceivedMessageContext(string group, ReceivedMessage message) : ReceiveContext
{
    public override string Group => group;

    public override string Topic => message.Topic;

    public override string? Tag => message.Tag;

    public override IReadOnlyList<string> Keys => message.Keys;

    public override string MessageId => message.MessageId;

    public override string? OrderKey => TryGetProperty("__SHARDINGKEY", out string? key) ? key : null;

    public override string BrokerName => message.Queue.BrokerName;

    public override int QueueId => message.Queue.QueueId;

    public override long QueueOffset => message.QueueOffset;

    // An orderly consumer hands the same message out again and counts on: the context keeps the attempt that it was made for.
    public override int Attempt { get; } = message.Attempt;

    public override DateTimeOffset BornTime => message.BornTime;

    public override DateTimeOffset StoreTime => message.StoreTime;

    public override bool TryGetProperty(string name, [NotNullWhen(true)] out string? value) => message.TryGetProperty(name, out value);
}
