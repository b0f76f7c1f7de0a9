using System.Text;

namespace RocketMq.Broker.Tests.Kit;

/// <summary>A broker's answer, copied out of the connection's memory.</summary>
internal sealed record Answer(
    ResponseCode Code,
    string? Remark,
    IReadOnlyDictionary<string, string> Fields,
    byte[] Body,
    HeaderFormat Format
)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public long Number(string field) => long.Parse(Fields[field], System.Globalization.CultureInfo.InvariantCulture);

    public IReadOnlyList<MessageRecord> Records()
    {
        var records = new List<MessageRecord>();
        for (var position = 0; MessageRecordReader.TryRead(Body, ref position, out var record); )
            records.Add(record);
        return records;
    }

    public IReadOnlyList<string> Bodies() => [.. Records().Select(record => Encoding.UTF8.GetString(record.Body.Span))];

    public static Answer Of(in RemotingResponse response) =>
        new(response.Code, response.Remark, response.Frame.Header.ToDictionary(), response.Body.ToArray(), response.Frame.Format);
}
