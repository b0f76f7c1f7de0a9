using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>The messages that go to a broker in one request, and how its one answer becomes a receipt for each.</summary>
/// <param name="messages">The messages in the order of their encoding.</param>
/// <param name="ids">The id that each carries.</param>
/// <param name="storedIds">Takes the ids that the broker gives them.</param>
internal sealed class BatchPart(IReadOnlyList<Message> messages, IReadOnlyList<MessageIdText> ids, GrowableBuffer storedIds)
{
    private const byte IdSeparator = (byte)',';

    private static readonly Dictionary<string, string> NoProperties = [];

    public int Count => messages.Count;

    public IReadOnlyList<Message> Messages => messages;

    public IReadOnlyList<MessageIdText> Ids => ids;

    /// <summary>The ids that the latest answer gave, separated by commas.</summary>
    public ReadOnlySpan<byte> StoredIds => storedIds.WrittenSpan;

    /// <summary>Copies the ids out of an answer's frame.</summary>
    public void KeepStoredIds(Utf8Text text)
    {
        storedIds.Clear();
        storedIds.Advance(text.CopyTo(storedIds.GetSpan(text.ByteCount)));
    }

    /// <summary>The message that is sent for all of them; its properties would be added to those of each, so that it has next to none.</summary>
    public Message ToMessage(string topic, ReadOnlyMemory<byte> body, bool waitForStore) =>
        new(topic, body) { WaitForStore = waitForStore, System = new SystemFields(NoProperties, Batch: this) };

    /// <summary>
    /// The receipt of one message: brokers store a batch at consecutive offsets of one queue, and answer the first of them and the ids
    /// of all, separated by commas. A topic that keeps batches as one record (BatchCQ) has one id for all.
    /// </summary>
    public static SendReceipt ReceiptOf(in SendReceipt whole, int index, in MessageIdText id, ref ReadOnlySpan<byte> storedIds)
    {
        int end = storedIds.IndexOf(IdSeparator);
        MessageIdText stored = MessageIdText.From(end < 0 ? storedIds : storedIds[..end]);
        if (end >= 0)
            storedIds = storedIds[(end + 1)..];
        return new SendReceipt(id, stored, whole.Queue, whole.QueueOffset + index, whole.Status) { RegionId = whole.RegionId };
    }
}
