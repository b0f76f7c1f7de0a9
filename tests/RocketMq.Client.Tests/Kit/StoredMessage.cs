using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Tests.Kit;

/// <summary>One stored message, copied out of the answer that it came in.</summary>
internal sealed record StoredMessage(int QueueId, long QueueOffset, int Flag, byte[] Body, Dictionary<string, string> Properties)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Id => Properties["UNIQ_KEY"];

    public static StoredMessage Copy(in MessageRecord record) =>
        new(
            record.QueueId,
            record.QueueOffset,
            record.Flag,
            record.GetDecompressedBody(16 * 1024 * 1024).ToArray(),
            PropertiesText.Parse(record.Properties.Span)
        );
}
