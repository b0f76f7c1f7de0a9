using RocketMq.Protocol;

namespace RocketMq.Broker.Storage;

/// <summary>Drafts from records that are stored already, to be stored again elsewhere; body and origin stay.</summary>
internal static class RecordCopy
{
    public static RecordDraft Of(in MessageRecord record, ReadOnlyMemory<byte> properties, int reconsumeTimes)
    {
        PropertiesText.TryGet(properties.Span, "TAGS"u8, out var tags);
        return new RecordDraft(
            new MessageRecordFields
            {
                Body = record.Body,
                BodyCrc = record.BodyCrc,
                Properties = properties,
                Flag = record.Flag,
                SystemFlags = record.SystemFlags,
                BornTimestamp = record.BornTimestamp,
                BornHost = record.BornHost,
                StoreHost = record.StoreHost,
                ReconsumeTimes = reconsumeTimes,
            },
            TagCodes.JavaHash(tags)
        );
    }
}
