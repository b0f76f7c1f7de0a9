using System.Text;
using System.Text.RegularExpressions;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>What two answers' bodies must have in common: JSON by its names and nesting, records by everything that time and place do not decide.</summary>
internal static partial class BodyShape
{
    public static string Of(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return "nothing";
        return body.Span[0] == (byte)'{' ? OfJson(Encoding.UTF8.GetString(body.Span)) : OfRecords(body);
    }

    private static string OfJson(string text) => Number().Replace(Value().Replace(text, ":\"…\""), "#");

    private static string OfRecords(ReadOnlyMemory<byte> body)
    {
        var shape = new StringBuilder();
        for (var position = 0; MessageRecordReader.TryRead(body, ref position, out var record); )
        {
            var names = PropertiesText.Parse(record.Properties.Span).Keys.Order(StringComparer.Ordinal);
            shape.AppendLine(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{record.QueueId}:{record.QueueOffset} {record.Topic} {record.BodyCrc} {record.SystemFlags} {string.Join(' ', names)}"
            );
        }
        return shape.ToString();
    }

    [GeneratedRegex(":\"[^\"]*\"")]
    private static partial Regex Value();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
