using System.Globalization;
using System.Text;
using RocketMq.Broker.Processing;
using RocketMq.Broker.Scheduling;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Transactions;

/// <summary>Keeps half messages out of sight until their producer decides, and carries decisions out (broker reference 4.11).</summary>
internal sealed class TransactionLog(
    MessageStore store,
    TopicTable topics,
    TransactionTable table,
    DelayedDelivery delays,
    BrokerSettings settings
)
{
    private const string DecidedTag = "d";

    // TRANSACTION_CHECK_TIMES with up to 10 digits and WAIT=false, which questions carry, and their separators.
    private const int AddedToQuestions = 46;

    private readonly TopicQueue _halves = topics.Half.Queue(0);
    private readonly TopicQueue _operations = topics.TransactionOperations.Queue(0);

    /// <summary>Stores a half message, unless its properties are too long with those that are added here.</summary>
    public Refusal Prepare(TopicQueue target, in RecordDraft draft, Utf8Text uniqueKey, out AppendedRecord appended)
    {
        appended = default;
        var properties = ParkedRecord.PropertiesOf(draft);
        properties[MessagePropertyNames.TransactionId] = uniqueKey.ToString();
        if (!ParkedRecord.TryPark(draft, properties, target, AddedToQuestions, out var parked))
            return new Refusal(ResponseCode.MessageIllegal, Remarks.MessageIllegal(settings.MaxMessageSize));
        var fields = parked.Fields with { SystemFlags = parked.Fields.SystemFlags & ~SystemFlags.TransactionRollback };
        appended = store.Append(_halves, parked with { Fields = fields });
        table.Add(
            new HalfMessage(
                appended.QueueOffset,
                appended.PhysicalOffset,
                properties.GetValueOrDefault(MessagePropertyNames.ProducerGroup, ""),
                Now + ProtectionOf(properties)
            )
        );
        return Refusal.None;
    }

    /// <summary>Commits or rolls back. A decision that was carried out before is confirmed again without a second delivery.</summary>
    public Refusal End(in EndTransactionRequestHeader header, TransactionState decision)
    {
        if (!store.TryReadAt(header.CommitLogOffset, out var record) || record.Topic.ToString() != TopicRules.HalfTopic)
            return new Refusal(ResponseCode.SystemError, Remarks.HalfMessageMissing);
        var properties = PropertiesText.Parse(record.Properties.Span);
        if (!header.FromTransactionCheck && IsLate(record, properties))
            return new Refusal(ResponseCode.IllegalOperation, Remarks.DecisionLate);
        if (properties.GetValueOrDefault(MessagePropertyNames.ProducerGroup, "") != header.ProducerGroup.ToString())
            return new Refusal(ResponseCode.SystemError, "The producer group wrong");
        if (record.QueueOffset != header.TransactionStateTableOffset)
            return new Refusal(ResponseCode.SystemError, "The transaction state table offset wrong");
        return decision == TransactionState.Committed ? Commit(record, properties) : Decide(record, decision);
    }

    /// <summary>Gives a half message up that was checked often enough: it goes where an administrator can find it.</summary>
    public void Discard(HalfMessage half, in MessageRecord record)
    {
        if (!table.TryDecide(half.QueueOffset, TransactionState.Discarded, out _))
            return;
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties[MessagePropertyNames.TransactionCheckTimes] = half.Checks.ToString(CultureInfo.InvariantCulture);
        var discarded = topics.GetOrAddInternal(TopicRules.TransactionDiscardTopic, queues: 1).Queue(0);
        store.Append(discarded, RecordCopy.Of(record, PropertiesCopy.Encode(properties), record.ReconsumeTimes));
        NoteDecision(record);
    }

    private Refusal Commit(in MessageRecord record, Dictionary<string, string> properties)
    {
        // A topic can be deleted while half messages wait for it; they stay undecided, so nothing is lost if it comes back.
        if (!ParkedRecord.TryFindTarget(record.Properties.Span, topics, out var queue))
            return new Refusal(ResponseCode.TopicNotExist, Remarks.TopicMissing(properties[MessagePropertyNames.RealTopic]));
        var refusal = Decide(record, TransactionState.Committed, out var isFirst);
        if (!isFirst)
            return refusal;
        var copy = RecordCopy.Of(record, record.Properties, record.ReconsumeTimes);
        var committed = copy with
        {
            Fields = copy.Fields with
            {
                SystemFlags = copy.Fields.SystemFlags | SystemFlags.TransactionCommit,
                PreparedTransactionOffset = record.CommitLogOffset,
            },
        };
        // A delay counts from the commit: while the message was prepared nobody could have had it.
        if (
            int.TryParse(properties.GetValueOrDefault(MessagePropertyNames.DelayLevel), CultureInfo.InvariantCulture, out var level)
            && level > 0
        )
            // Not refused for its length: what a parked record carries, the half message carries already.
            return delays.Schedule(queue, level, committed, out _);
        store.Append(queue, committed);
        return Refusal.None;
    }

    private Refusal Decide(in MessageRecord record, TransactionState decision) => Decide(record, decision, out _);

    private Refusal Decide(in MessageRecord record, TransactionState decision, out bool isFirst)
    {
        isFirst = table.TryDecide(record.QueueOffset, decision, out var state);
        if (isFirst)
        {
            NoteDecision(record);
            return Refusal.None;
        }
        if (state == decision)
            return Refusal.None;
        return new Refusal(
            ResponseCode.SystemError,
            state == TransactionState.Pending
                ? Remarks.HalfMessageMissing
                : $"The transaction was {state} before; it cannot become {decision}"
        );
    }

    // One note a decision; the real broker gathers them for up to three seconds, with the same text.
    private void NoteDecision(in MessageRecord record)
    {
        var body = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record.QueueOffset},"));
        store.Append(
            _operations,
            new RecordDraft(
                new MessageRecordFields
                {
                    Body = body,
                    BodyCrc = Crc32.Compute(body),
                    Properties = PropertiesCopy.Encode([KeyValuePair.Create(MessagePropertyNames.Tags, DecidedTag)]),
                    BornTimestamp = Now,
                    BornHost = store.StoreHost,
                    StoreHost = store.StoreHost,
                },
                TagCodes.JavaHash(Encoding.ASCII.GetBytes(DecidedTag))
            )
        );
    }

    // Measured by this broker's clock throughout: the real one compares its clock with the producer's, which may be wrong.
    private bool IsLate(in MessageRecord record, Dictionary<string, string> properties) =>
        properties.ContainsKey(MessagePropertyNames.CheckImmunityTimeInSeconds) && Now - record.StoreTimestamp > ProtectionOf(properties);

    private long ProtectionOf(Dictionary<string, string> properties)
    {
        var least = (long)settings.FirstTransactionCheckAfter.TotalMilliseconds;
        return
            properties.TryGetValue(MessagePropertyNames.CheckImmunityTimeInSeconds, out var text)
            && int.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? Math.Max(least, seconds * 1000L)
            : least;
    }

    private long Now => settings.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
