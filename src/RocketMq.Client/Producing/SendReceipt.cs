using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>What the broker answered to a send that it accepted.</summary>
/// <remarks>A value; the ids are formatted each time they are asked for.</remarks>
public readonly record struct SendReceipt
{
    private readonly MessageIdText _messageId;
    private readonly MessageIdText _offsetMessageId;
    private readonly ReceiptDetails? _details;
    private readonly bool _isTransactionCalledByMessageId;

    /// <summary>Creates a receipt, for example for a test double.</summary>
    /// <param name="messageId">The id that the client gave the message.</param>
    /// <param name="offsetMessageId">The id that the broker gave the stored message.</param>
    /// <param name="queue">Where the message was stored.</param>
    /// <param name="queueOffset">Its position in that queue.</param>
    /// <param name="status">How safely it is held.</param>
    public SendReceipt(
        string messageId,
        string offsetMessageId,
        MessageQueue queue,
        long queueOffset,
        SendStatus status = SendStatus.Stored
    )
        : this(MessageIdText.From(messageId), MessageIdText.From(offsetMessageId), queue, queueOffset, status) { }

    internal SendReceipt(
        MessageIdText messageId,
        MessageIdText offsetMessageId,
        MessageQueue queue,
        long queueOffset,
        SendStatus status,
        MessageIdText brokersTransactionId = default,
        string? recallHandle = null
    )
    {
        _messageId = messageId;
        _offsetMessageId = offsetMessageId;
        _isTransactionCalledByMessageId = !brokersTransactionId.IsAbsent && brokersTransactionId.Equals(messageId);
        if (recallHandle is not null || !(brokersTransactionId.IsAbsent || _isTransactionCalledByMessageId))
            _details = new ReceiptDetails(brokersTransactionId, recallHandle);
        Queue = queue;
        QueueOffset = queueOffset;
        Status = status;
    }

    /// <summary>The id that the client gave the message (property UNIQ_KEY); consumers see it as their message id.</summary>
    public string MessageId => _messageId.ToString();

    /// <summary>The id that the broker gave the stored message: its address and log position.</summary>
    public string OffsetMessageId => _offsetMessageId.ToString();

    /// <summary>Where the message was stored.</summary>
    public MessageQueue Queue { get; }

    /// <summary>The message's position in <see cref="Queue"/>, from 0.</summary>
    public long QueueOffset { get; }

    /// <summary>How safely the broker holds the message.</summary>
    public SendStatus Status { get; }

    /// <summary>The region of the broker that stored the message, for message traces; null if the broker names none.</summary>
    public string? RegionId { get; internal init; }

    /// <summary>Whether the broker wants no trace of the message.</summary>
    internal bool IsTraceOff { get; init; }

    /// <summary>
    /// What the broker calls the transaction, usually the message id; null if it named none. Decisions repeat it, but for users
    /// <see cref="MessageId"/> is the transaction's id, whatever the broker says.
    /// </summary>
    internal string? BrokersTransactionId =>
        _isTransactionCalledByMessageId ? MessageId
        : _details is { BrokersTransactionId: { IsAbsent: false } id } ? id.ToString()
        : null;

    /// <summary>What <see cref="ScheduledReceipt.RecallHandle"/> shows; plain messages have none.</summary>
    internal string? RecallHandle => _details?.RecallHandle;
}
