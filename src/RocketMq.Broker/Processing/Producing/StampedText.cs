using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>Properties as they are stored: what the sender wrote and what the broker adds. Valid until the thread's next stamp.</summary>
internal readonly struct StampedText(ReadOnlyMemory<byte> head, ReadOnlyMemory<byte> tail, Utf8Text uniqueKey)
{
    public ReadOnlyMemory<byte> Head { get; } = head;

    public ReadOnlyMemory<byte> Tail { get; } = tail;

    /// <summary>The client's id of the message.</summary>
    public Utf8Text UniqueKey { get; } = uniqueKey;

    public int Length => Head.Length + Tail.Length;
}
