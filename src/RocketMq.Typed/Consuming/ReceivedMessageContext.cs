using System.Diagnostics.CodeAnalysis;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Typed;

/// <summary>
/// The context of a message that a consumer received. It copies what it needs: the message's own memory is used again when its handler has ended, and a
/// context is valid as long as the caller keeps it.
/// </summary>
internal sealed class ReceivedMessageContext(string group, ReceivedMessage message) : ReceiveContext
{
    private readonly MessageQueue _queue = message.Queue;
    private readonly byte[] _properties = message.PropertiesUtf8.ToArray();
    private readonly string _offsetMessageId = message.TryGetPropertyUtf8("UNIQ_KEY"u8, out _) ? "" : message.OffsetMessageId;
    private string? _messageId;
    private IReadOnlyList<string>? _keys;

    public override string Group => group;

    public override string Topic { get; } = message.Topic;

    public override string? Tag { get; } = message.Tag;

    public override IReadOnlyList<string> Keys =>
        _keys ??= TryGetProperty(MessagePropertyNames.Keys, out string? keys) ? keys.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    public override string MessageId =>
        _messageId ??= TryGetProperty(MessagePropertyNames.UniqueId, out string? id) ? id : _offsetMessageId;

    public override string? OrderKey => TryGetProperty("__SHARDINGKEY", out string? key) ? key : null;

    public override string BrokerName => _queue.BrokerName;

    public override int QueueId => _queue.QueueId;

    public override long QueueOffset { get; } = message.QueueOffset;

    // An orderly consumer hands the same message out again and counts on: the context keeps the attempt that it was made for.
    public override int Attempt { get; } = message.Attempt;

    public override DateTimeOffset BornTime { get; } = message.BornTime;

    public override DateTimeOffset StoreTime { get; } = message.StoreTime;

    public override bool TryGetProperty(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        value = PropertiesText.TryGet(_properties, Encoding.UTF8.GetBytes(name), out ReadOnlySpan<byte> found)
            ? Encoding.UTF8.GetString(found)
            : null;
        return value is not null;
    }
}
