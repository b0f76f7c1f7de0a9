using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq;

/// <summary>A message as a consumer received it. It owns its memory: safe to keep and to use from any thread after the handler returned.</summary>
/// <remarks>Properties are parsed when first asked for; what is not asked for costs nothing.</remarks>
public sealed class ReceivedMessage
{
    private readonly MessageRecord _record;
    private string? _tag;
    private bool _tagKnown;
    private IReadOnlyList<string>? _keys;
    private string? _messageId;
    private Dictionary<string, string>? _properties;
    private int _localAttempts;

    /// <param name="record">Over memory that belongs to this message alone.</param>
    /// <param name="queue">The queue it was pulled from.</param>
    /// <param name="topic">The topic it was published to; for a redelivery not the queue's.</param>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="tag">The tag if it is known already.</param>
    /// <param name="names">How users see topics.</param>
    internal ReceivedMessage(
        in MessageRecord record,
        MessageQueue queue,
        string topic,
        ReadOnlyMemory<byte> body,
        string? tag,
        ResourceNames? names = null
    )
    {
        _record = record;
        WireQueue = queue;
        WireTopic = topic;
        Queue = names?.Unwrap(queue) ?? queue;
        Topic = names?.Unwrap(topic) ?? topic;
        Body = body;
        _tag = tag;
        _tagKnown = tag is not null;
    }

    /// <summary>The topic the message was published to, also when it comes back through the retry topic of the group.</summary>
    public string Topic { get; }

    /// <summary>The tag, or null when the message has none.</summary>
    public string? Tag
    {
        get
        {
            if (!_tagKnown)
            {
                _tag = TryGetPropertyUtf8("TAGS"u8, out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : null;
                _tagKnown = true;
            }

            return _tag;
        }
    }

    /// <summary>The tag as UTF-8; empty when the message has none.</summary>
    public ReadOnlyMemory<byte> TagUtf8 => FindProperty("TAGS"u8);

    /// <summary>The keys the producer set (property KEYS, separated by spaces); empty when there are none.</summary>
    public IReadOnlyList<string> Keys =>
        _keys ??= TryGetProperty(MessagePropertyNames.Keys, out string? text) ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>The body, decompressed if the producer compressed it.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// The id the producer gave the message (property UNIQ_KEY), the same in every redelivery; <see cref="OffsetMessageId"/> when it gave none.
    /// </summary>
    public string MessageId =>
        _messageId ??= TryGetPropertyUtf8("UNIQ_KEY"u8, out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : OffsetMessageId;

    /// <summary>The id made of the broker's address and the record's position in its log; a redelivery has another.</summary>
    public string OffsetMessageId => _record.OffsetMessageId;

    /// <summary>The queue it was pulled from; for a redelivery a queue of the group's retry topic.</summary>
    public MessageQueue Queue { get; }

    /// <summary>Its offset in <see cref="Queue"/>.</summary>
    public long QueueOffset => _record.QueueOffset;

    /// <summary>Its position in the broker's log, in bytes.</summary>
    public long CommitLogOffset => _record.CommitLogOffset;

    /// <summary>When the producer made it, by the producer's clock.</summary>
    public DateTimeOffset BornTime => DateTimeOffset.FromUnixTimeMilliseconds(_record.BornTimestamp);

    /// <summary>When the broker stored it, by the broker's clock.</summary>
    public DateTimeOffset StoreTime => DateTimeOffset.FromUnixTimeMilliseconds(_record.StoreTimestamp);

    /// <summary>The producer's address as the broker saw it.</summary>
    public IPEndPoint BornHost => _record.BornHost;

    /// <summary>The address of the broker that stored it.</summary>
    public IPEndPoint StoreHost => _record.StoreHost;

    /// <summary>How often the message was handled without success before, as far as the broker or, in an orderly queue, this client counted.</summary>
    public int ReconsumeTimes => _record.ReconsumeTimes + Volatile.Read(ref _localAttempts);

    /// <summary>The number of this attempt, from 1.</summary>
    public int Attempt => ReconsumeTimes + 1;

    /// <summary>Whether the sender waits for a reply: answer it with <see cref="Producer.ReplyAsync(ReceivedMessage, ReadOnlyMemory{byte}, CancellationToken)"/>.</summary>
    public bool IsRequest => TryGetPropertyUtf8("REPLY_TO_CLIENT"u8, out _) && TryGetPropertyUtf8("CORRELATION_ID"u8, out _);

    /// <summary>The number the producer attached; meaningless to RocketMQ.</summary>
    public int Flag => _record.Flag;

    /// <summary>The size of the stored record, in bytes.</summary>
    public int StoreSize => _record.StoreSize;

    /// <summary>All properties, those of RocketMQ included. The first use parses them.</summary>
    public IReadOnlyDictionary<string, string> Properties => _properties ??= PropertiesText.Parse(_record.Properties.Span);

    /// <summary>Looks one property up without parsing the others.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when the message has no such property.</returns>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_properties is not null)
            return _properties.TryGetValue(name, out value);

        Span<byte> utf8 =
            Encoding.UTF8.GetMaxByteCount(name.Length) <= 256 ? stackalloc byte[256] : new byte[Encoding.UTF8.GetByteCount(name)];
        int length = Encoding.UTF8.GetBytes(name, utf8);
        value = TryGetPropertyUtf8(utf8[..length], out ReadOnlySpan<byte> found) ? Encoding.UTF8.GetString(found) : null;
        return value is not null;
    }

    /// <summary>Looks one property up without allocating.</summary>
    /// <param name="name">The exact name as UTF-8.</param>
    /// <param name="value">Its value as UTF-8, valid as long as the message.</param>
    /// <returns>False when the message has no such property.</returns>
    public bool TryGetPropertyUtf8(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) =>
        PropertiesText.TryGet(_record.Properties.Span, name, out value);

    /// <summary><see cref="Queue"/> as brokers know it, with the client's namespace.</summary>
    internal MessageQueue WireQueue { get; }

    /// <summary><see cref="Topic"/> as brokers know it, with the client's namespace.</summary>
    internal string WireTopic { get; }

    /// <summary>Counts an attempt that the broker does not know of: a retry within this client.</summary>
    internal void CountLocalAttempt() => Interlocked.Increment(ref _localAttempts);

    private ReadOnlyMemory<byte> FindProperty(ReadOnlySpan<byte> name)
    {
        ReadOnlyMemory<byte> properties = _record.Properties;
        if (!PropertiesText.TryGet(properties.Span, name, out ReadOnlySpan<byte> value) || value.IsEmpty)
            return default;

        properties.Span.Overlaps(value, out int start);
        return properties.Slice(start, value.Length);
    }
}
