using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using RocketMq.Consuming;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq;

/// <summary>
/// A message as a consumer received it. Its memory is borrowed: it is valid until the handler call it was given to has ended and the message is settled.
/// To keep it longer, keep what <see cref="Detach"/> returns.
/// </summary>
/// <remarks>
/// <para>The messages of one pull share pooled memory, which is used again once all of them are settled. From the moment a message is settled, every member
/// but <see cref="Topic"/> and <see cref="Queue"/> throws <see cref="ObjectDisposedException"/>. Memory and spans that were taken
/// from it before (<see cref="Body"/>, <see cref="TagUtf8"/>, <see cref="PropertiesUtf8"/>, <see cref="TryGetPropertyUtf8"/>) must not be used any more either, and nothing can
/// check that; strings and dictionaries are copies and last. A message stays valid while its handler runs, also after the handler's token was cancelled, and a message that
/// no consumer handed out (found by <see cref="Administration"/>, given to a transaction's checker) owns its memory.</para>
/// <para>Properties are parsed when first asked for; what is not asked for costs nothing. Members may be read by several threads.</para>
/// </remarks>
public sealed class ReceivedMessage
{
    private readonly MessageRecord _record;
    private readonly MessageOrigin _origin;
    private readonly PullBuffer? _buffer;
    private string? _tag;
    private MessageDetails? _details;
    private int _localAttempts;
    private int _isRetired;

    /// <summary>Makes a message that has a share in the memory of its pull.</summary>
    /// <param name="record">Over the buffer.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="buffer">The memory; null when the record's memory belongs to this message alone.</param>
    /// <param name="tag">The tag if it is known already.</param>
    /// <param name="decompressedBody">The body if the producer compressed it.</param>
    internal ReceivedMessage(
        in MessageRecord record,
        MessageOrigin origin,
        PullBuffer? buffer,
        string? tag,
        ReadOnlyMemory<byte>? decompressedBody = null
    )
    {
        _record = record;
        _origin = origin;
        _buffer = buffer;
        _tag = tag;
        if (decompressedBody is not null)
            _details = new MessageDetails { DecompressedBody = decompressedBody };

        buffer?.Share();
    }

    /// <summary>Makes a message over memory that belongs to it alone.</summary>
    /// <param name="record">The record.</param>
    /// <param name="queue">The queue it lies in.</param>
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
        : this(record, new MessageOrigin(queue, topic, names ?? ResourceNames.Plain), buffer: null, tag, body) { }

    /// <summary>The topic the message was published to, also when it comes back through the retry topic of the group.</summary>
    public string Topic => _origin.Topic;

    /// <summary>The tag, or null when the message has none.</summary>
    public string? Tag
    {
        get
        {
            MessageRecord record = Record;
            if (_tag is null && PropertiesText.TryGet(record.Properties.Span, "TAGS"u8, out ReadOnlySpan<byte> utf8))
                _tag = _origin.Tags.Get(utf8);

            return _tag;
        }
    }

    /// <summary>The tag as UTF-8, valid as long as the message; empty when the message has none.</summary>
    public ReadOnlyMemory<byte> TagUtf8 => FindProperty("TAGS"u8);

    /// <summary>The keys the producer set (property KEYS, separated by spaces); empty when there are none.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            MessageDetails details = Details;
            return details.Keys ??= TryGetProperty(MessagePropertyNames.Keys, out string? text)
                ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                : [];
        }
    }

    /// <summary>The body, decompressed if the producer compressed it; valid as long as the message.</summary>
    public ReadOnlyMemory<byte> Body
    {
        get
        {
            ref readonly MessageRecord record = ref Record;
            return Volatile.Read(ref _details)?.DecompressedBody ?? record.Body;
        }
    }

    /// <summary>
    /// The id the producer gave the message (property UNIQ_KEY), the same in every redelivery; <see cref="OffsetMessageId"/> when it gave none.
    /// </summary>
    public string MessageId
    {
        get
        {
            MessageDetails details = Details;
            return details.MessageId ??= TryGetPropertyUtf8("UNIQ_KEY"u8, out ReadOnlySpan<byte> utf8)
                ? Encoding.UTF8.GetString(utf8)
                : OffsetMessageId;
        }
    }

    /// <summary>The id made of the broker's address and the record's position in its log; a redelivery has another.</summary>
    public string OffsetMessageId => Record.OffsetMessageId;

    /// <summary>The queue it was pulled from; for a redelivery a queue of the group's retry topic.</summary>
    public MessageQueue Queue => _origin.Queue;

    /// <summary>Its offset in <see cref="Queue"/>.</summary>
    public long QueueOffset => Record.QueueOffset;

    /// <summary>Its position in the broker's log, in bytes.</summary>
    public long CommitLogOffset => Record.CommitLogOffset;

    /// <summary>When the producer made it, by the producer's clock.</summary>
    public DateTimeOffset BornTime => DateTimeOffset.FromUnixTimeMilliseconds(Record.BornTimestamp);

    /// <summary>When the broker stored it, by the broker's clock.</summary>
    public DateTimeOffset StoreTime => DateTimeOffset.FromUnixTimeMilliseconds(Record.StoreTimestamp);

    /// <summary>The producer's address as the broker saw it.</summary>
    public IPEndPoint BornHost => Record.BornHost;

    /// <summary>The address of the broker that stored it.</summary>
    public IPEndPoint StoreHost => Record.StoreHost;

    /// <summary>How often the message was handled without success before, as far as the broker or, in an orderly queue, this client counted.</summary>
    public int ReconsumeTimes => Record.ReconsumeTimes + Volatile.Read(ref _localAttempts);

    /// <summary>The number of this attempt, from 1.</summary>
    public int Attempt => ReconsumeTimes + 1;

    /// <summary>Whether the sender waits for a reply: answer it with <see cref="Producer.ReplyAsync(ReceivedMessage, ReadOnlyMemory{byte}, CancellationToken)"/>.</summary>
    public bool IsRequest => TryGetPropertyUtf8("REPLY_TO_CLIENT"u8, out _) && TryGetPropertyUtf8("CORRELATION_ID"u8, out _);

    /// <summary>The number the producer attached; meaningless to RocketMQ.</summary>
    public int Flag => Record.Flag;

    /// <summary>The size of the stored record, in bytes.</summary>
    public int StoreSize => Record.StoreSize;

    /// <summary>
    /// All properties as they travel (see <see cref="PropertiesText"/>), valid as long as the message: for code that wants to keep them without their
    /// strings.
    /// </summary>
    public ReadOnlyMemory<byte> PropertiesUtf8 => Record.Properties;

    /// <summary>All properties, those of RocketMQ included. The first use parses them.</summary>
    public IReadOnlyDictionary<string, string> Properties
    {
        get
        {
            MessageDetails details = Details;
            return details.Properties ??= PropertiesText.Parse(Record.Properties.Span);
        }
    }

    /// <summary>Looks one property up without parsing the others.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when the message has no such property.</returns>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ThrowIfRetired();
        if (Volatile.Read(ref _details)?.Properties is { } parsed)
            return parsed.TryGetValue(name, out value);

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
        PropertiesText.TryGet(Record.Properties.Span, name, out value);

    /// <summary>
    /// A message to keep: a copy that owns its memory, for as long as it is wanted and on any thread. One that owns its memory already is returned itself.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The message is settled already; call it in the handler.</exception>
    public ReceivedMessage Detach()
    {
        if (_buffer is null)
            return this;

        int position = 0;
        MessageRecordReader.TryRead(Record.Memory.ToArray(), ref position, out MessageRecord own);
        return new ReceivedMessage(own, _origin, buffer: null, _tag, Volatile.Read(ref _details)?.DecompressedBody)
        {
            _localAttempts = Volatile.Read(ref _localAttempts),
        };
    }

    /// <summary><see cref="Queue"/> as brokers know it, with the client's namespace.</summary>
    internal MessageQueue WireQueue => _origin.WireQueue;

    /// <summary><see cref="Topic"/> as brokers know it, with the client's namespace.</summary>
    internal string WireTopic => _origin.WireTopic;

    /// <summary>Counts an attempt that the broker does not know of: a retry within this client.</summary>
    internal void CountLocalAttempt() => Interlocked.Increment(ref _localAttempts);

    /// <summary>Takes over what was counted for an earlier copy of the message.</summary>
    internal void RecallLocalAttempts(int attempts) => Volatile.Write(ref _localAttempts, attempts);

    /// <summary>
    /// Gives the borrowed memory back: the message is settled, its handler call has ended, and nobody of this client looks at it any more. A message that
    /// owns its memory is not affected.
    /// </summary>
    internal void Retire()
    {
        if (_buffer is not null && Interlocked.Exchange(ref _isRetired, 1) == 0)
            _buffer.Release();
    }

    private ref readonly MessageRecord Record
    {
        get
        {
            ThrowIfRetired();
            return ref _record;
        }
    }

    private MessageDetails Details
    {
        get
        {
            ThrowIfRetired();
            return Volatile.Read(ref _details) ?? Interlocked.CompareExchange(ref _details, new MessageDetails(), null) ?? _details;
        }
    }

    private void ThrowIfRetired()
    {
        if (Volatile.Read(ref _isRetired) != 0)
            ThrowRetired();
    }

    [DoesNotReturn]
    private void ThrowRetired() =>
        throw new ObjectDisposedException(
            nameof(ReceivedMessage),
            $"A message of topic '{Topic}' (queue {Queue.QueueId} of broker {Queue.BrokerName}) was read after it was settled: its memory is used for other messages "
                + "by now. Read what is needed before the handler returns, or keep message.Detach()."
        );

    private ReadOnlyMemory<byte> FindProperty(ReadOnlySpan<byte> name)
    {
        ReadOnlyMemory<byte> properties = Record.Properties;
        if (!PropertiesText.TryGet(properties.Span, name, out ReadOnlySpan<byte> value) || value.IsEmpty)
            return default;

        properties.Span.Overlaps(value, out int start);
        return properties.Slice(start, value.Length);
    }
}
