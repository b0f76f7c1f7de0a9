using System.Globalization;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>The answer to a request that was sent with <see cref="Producer.RequestAsync(Message, TimeSpan, CancellationToken)"/>. Owns its memory; immutable.</summary>
public sealed class Reply
{
    internal Reply(in ReplyMessageRequestHeader header, ReadOnlyMemory<byte> body, DateTimeOffset arrived)
    {
        Dictionary<string, string> properties = PropertiesText.Parse(header.Properties.ToUtf8().Span);
        properties[MessagePropertyNames.ArriveTime] = arrived.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        Properties = properties;
        Body = body;
        Flag = header.Flag;
        ResponderGroup = header.ProducerGroup.ToString();
        BornTime = DateTimeOffset.FromUnixTimeMilliseconds(header.BornTimestamp);
        ArriveTime = arrived;
    }

    /// <summary>The content, decompressed.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The content as UTF-8 text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The tag that the responder gave the reply; null for none.</summary>
    public string? Tag => Properties.GetValueOrDefault(MessagePropertyNames.Tags);

    /// <summary>All properties, those of RocketMQ included.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }

    /// <summary>The number the responder attached; meaningless to RocketMQ.</summary>
    public int Flag { get; }

    /// <summary>The producer group of the responder.</summary>
    public string ResponderGroup { get; }

    /// <summary>When the responder made the reply, by its clock.</summary>
    public DateTimeOffset BornTime { get; }

    /// <summary>When the reply came in, by this client's clock.</summary>
    public DateTimeOffset ArriveTime { get; }
}
