using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Storage;

/// <summary>
/// Records that wait in a topic of the broker for the queue that they are meant for, which two properties name: those with a delay level
/// or a time of their own, and half messages.
/// </summary>
internal static class ParkedRecord
{
    /// <summary>All properties of a draft, to be changed and given to <see cref="TryPark"/>.</summary>
    public static Dictionary<string, string> PropertiesOf(in RecordDraft draft)
    {
        var properties = PropertiesText.Parse(draft.Fields.Properties.Span);
        foreach (var (name, value) in PropertiesText.Parse(draft.Fields.PropertiesTail.Span))
            properties[name] = value;
        return properties;
    }

    /// <summary>The draft with other properties and its real queue among them; false where those are more than a record can carry.</summary>
    /// <param name="draft">The record as it is to arrive.</param>
    /// <param name="properties">Its properties while it waits; the real queue is added to them.</param>
    /// <param name="target">The real queue.</param>
    /// <param name="reserved">Bytes kept free for what is added when the record leaves: then it is too late to refuse it.</param>
    /// <param name="parked">The record as it waits.</param>
    public static bool TryPark(
        in RecordDraft draft,
        Dictionary<string, string> properties,
        TopicQueue target,
        int reserved,
        out RecordDraft parked
    )
    {
        properties[MessagePropertyNames.RealTopic] = target.Topic.Name;
        properties[MessagePropertyNames.RealQueueId] = target.Id.ToString(CultureInfo.InvariantCulture);
        var text = PropertiesCopy.Encode(properties);
        parked = draft with { Fields = draft.Fields with { Properties = text, PropertiesTail = default } };
        return text.Length <= PropertiesText.MaxLength - reserved;
    }

    /// <summary>The real queue of a parked record; false where its topic no longer exists.</summary>
    public static bool TryFindTarget(ReadOnlySpan<byte> properties, TopicTable topics, [MaybeNullWhen(false)] out TopicQueue target)
    {
        target = null;
        if (!TryReadTarget(properties, out var topicName, out var queueId) || !topics.TryGet(topicName, out var topic))
            return false;
        target = topic.Queue(queueId);
        return true;
    }

    /// <summary>What a parked record says of its real queue.</summary>
    public static bool TryReadTarget(ReadOnlySpan<byte> properties, out ReadOnlySpan<byte> topicName, out int queueId)
    {
        queueId = 0;
        return PropertiesText.TryGet(properties, "REAL_TOPIC"u8, out topicName)
            && PropertiesText.TryGet(properties, "REAL_QID"u8, out var queueText)
            && Utf8Parser.TryParse(queueText, out queueId, out _)
            && queueId >= 0;
    }
}
