using System.Globalization;

namespace RocketMq.Protocol;

/// <summary>Fields and ends of trace records: fields separated by 0x01, records ended by 0x02.</summary>
internal readonly ref struct TraceWriter(GrowableBuffer output)
{
    private const byte FieldEnd = 1;
    private const byte RecordEnd = 2;

    public void Begin(ReadOnlySpan<byte> kind) => output.Write(kind);

    /// <summary>Writes a text; one that is missing is written as Java joins it, as the word "null".</summary>
    public void Add(string? value)
    {
        output.WriteByte(FieldEnd);
        Utf8TextWriting.Write(output, value ?? "null", HeaderFormat.Binary);
    }

    public void Add(long value)
    {
        output.WriteByte(FieldEnd);
        Span<byte> room = output.GetSpan(20);
        value.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    public void Add(bool value) => Add(value ? "true" : "false");

    public void AddNothing() => output.WriteByte(FieldEnd);

    public void End() => output.WriteByte(RecordEnd);
}
