using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>A caller's batch: checked and encoded as a whole before the first byte is sent, and cut so that each request fits the limit.</summary>
internal sealed class ExplicitBatch : IDisposable
{
    private readonly BatchBody _body = new();

    // First the properties of each message in turn, then the ids in the answers.
    private readonly GrowableBuffer _scratch = new();
    private readonly List<BatchSlice> _slices = [];
    private readonly IReadOnlyList<Message> _messages;
    private readonly MessageIdText[] _ids;

    private ExplicitBatch(IReadOnlyList<Message> messages)
    {
        _messages = messages;
        _ids = new MessageIdText[messages.Count];
    }

    public IReadOnlyList<BatchSlice> Slices => _slices;

    public long Bytes => _body.Length;

    /// <exception cref="ArgumentException">The batch is empty or has a gap.</exception>
    /// <exception cref="RocketMqException">The messages do not belong into one batch, or one of them is not valid.</exception>
    public static ExplicitBatch Encode(IReadOnlyList<Message> messages, ProducerSettings settings, UniqueIdGenerator ids)
    {
        CheckTogether(messages);
        ExplicitBatch batch = new(messages);
        try
        {
            batch.Encode(settings, ids);
            return batch;
        }
        catch (Exception)
        {
            batch.Dispose();
            throw;
        }
    }

    /// <summary>What to send for a slice: a single message as itself, several as a message that holds them.</summary>
    public Message ToMessage(in BatchSlice slice)
    {
        Message first = _messages[slice.First];
        if (slice.Count == 1)
            return first;
        BatchPart part =
            slice.Count == _messages.Count
                ? new BatchPart(_messages, _ids, _scratch)
                : new BatchPart(
                    [.. _messages.Skip(slice.First).Take(slice.Count)],
                    new ArraySegment<MessageIdText>(_ids, slice.First, slice.Count),
                    _scratch
                );
        return part.ToMessage(first.Topic, _body[slice.Bytes], first.WaitForStore);
    }

    /// <summary>Gives every message of a slice its receipt.</summary>
    public void AddReceipts(in BatchSlice slice, in SendReceipt whole, List<SendReceipt> receipts)
    {
        if (slice.Count == 1)
        {
            receipts.Add(whole);
            return;
        }
        ReadOnlySpan<byte> storedIds = _scratch.WrittenSpan;
        for (int index = 0; index < slice.Count; index++)
            receipts.Add(BatchPart.ReceiptOf(whole, index, _ids[slice.First + index], ref storedIds));
    }

    public void Dispose()
    {
        _body.Dispose();
        _scratch.Dispose();
    }

    private static void CheckTogether(IReadOnlyList<Message> messages)
    {
        if (messages.Count == 0)
            throw new ArgumentException("The batch is empty; give it at least one message.", nameof(messages));
        for (int number = 0; number < messages.Count; number++)
        {
            Message message =
                messages[number] ?? throw new ArgumentException($"Message {number} of the batch is null; leave it out.", nameof(messages));
            Message first = messages[0];
            if (!string.Equals(message.Topic, first.Topic, StringComparison.Ordinal))
                throw BatchErrors.DifferentTopics(first.Topic, message.Topic, number);
            if (message.WaitForStore != first.WaitForStore)
                throw BatchErrors.DifferentWaiting(first.Topic, number);
        }
        if (TopicRules.IsRetryTopic(messages[0].Topic))
            throw BatchErrors.RetryTopic(messages[0].Topic);
    }

    private void Encode(ProducerSettings settings, UniqueIdGenerator ids)
    {
        int first = 0;
        int start = 0;
        for (int number = 0; number < _messages.Count; number++)
        {
            Message message = _messages[number];
            EncodedMessage.CheckBody(message, settings);
            _scratch.Clear();
            _ids[number] = PropertiesEncoder.Write(_scratch, message, ids);
            int before = _body.Length;
            _body.Add(message, _scratch.WrittenMemory);
            if (number > first && _body.Length - start > settings.MaxMessageSize)
            {
                _slices.Add(new BatchSlice(first, number - first, start..before));
                first = number;
                start = before;
            }
        }
        _slices.Add(new BatchSlice(first, _messages.Count - first, start.._body.Length));
    }
}
