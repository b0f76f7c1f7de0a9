using System.Buffers.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>How many entries a whole table has: tools that page through tables stop by it.</summary>
internal readonly record struct TotalResponseHeader(string Name, int Total) : IResponseHeader<TotalResponseHeader>
{
    public void Write(ref HeaderWriter writer) => writer.Write(System.Text.Encoding.ASCII.GetBytes(Name), Total);

    public static TotalResponseHeader Read(in HeaderView view)
    {
        foreach (var field in view)
            if (Utf8Parser.TryParse(field.ToText().ToUtf8().Span, out int total, out _))
                return new TotalResponseHeader(System.Text.Encoding.ASCII.GetString(field.Key), total);
        return default;
    }
}
