using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Writes JSON as fastjson does, without any white space. Members come in the order of the calls; nulls are left out by the
/// callers of <see cref="Name"/>. In the standard form keys are always texts and everything beyond ASCII is escaped.
/// </summary>
internal ref struct JsonOutput(GrowableBuffer output, bool isStandard)
{
    private bool _needsComma;

    public readonly bool IsStandard => isStandard;

    public void Begin(char bracket)
    {
        BeginValue();
        output.WriteByte((byte)bracket);
        _needsComma = false;
    }

    public void End(char bracket)
    {
        output.WriteByte((byte)bracket);
        _needsComma = true;
    }

    public void Name(ReadOnlySpan<byte> name)
    {
        BeginValue();
        output.WriteByte((byte)'"');
        output.Write(name);
        output.Write("\":"u8);
        _needsComma = false;
    }

    public void Key(string name)
    {
        Text(name);
        EndKey();
    }

    public void Key(long number)
    {
        if (isStandard)
            Text(number.ToString(CultureInfo.InvariantCulture));
        else
            Number(number);
        EndKey();
    }

    public void Key(in MessageQueue queue)
    {
        if (isStandard)
        {
            using GrowableBuffer inner = new(256);
            JsonOutput json = new(inner, isStandard: true);
            json.Queue(queue);
            Text(Encoding.UTF8.GetString(inner.WrittenSpan));
        }
        else
        {
            Queue(queue);
        }

        EndKey();
    }

    public void Text(string text)
    {
        BeginValue();
        output.WriteByte((byte)'"');
        if (isStandard && !Ascii.IsValid(text))
            WriteAscii(text);
        else
            Utf8TextWriting.Write(output, text, HeaderFormat.Json);
        output.WriteByte((byte)'"');
    }

    public void Number(long number)
    {
        BeginValue();
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out int written);
        output.Advance(written);
    }

    public void Number(double number)
    {
        BeginValue();
        Utf8TextWriting.Write(output, JavaDouble.ToString(number), HeaderFormat.Binary);
    }

    public void Boolean(bool value)
    {
        BeginValue();
        output.Write(value ? "true"u8 : "false"u8);
    }

    public void Queue(in MessageQueue queue)
    {
        Begin('{');
        Name("brokerName"u8);
        Text(queue.BrokerName);
        Name("queueId"u8);
        Number(queue.QueueId);
        Name("topic"u8);
        Text(queue.Topic);
        End('}');
    }

    private void BeginValue()
    {
        if (_needsComma)
            output.WriteByte((byte)',');
        _needsComma = true;
    }

    private void EndKey()
    {
        output.WriteByte((byte)':');
        _needsComma = false;
    }

    private readonly void WriteAscii(string text)
    {
        foreach (char unit in text)
        {
            if (char.IsAscii(unit))
                JsonEscapes.Write(output, [(byte)unit]);
            else
                JsonEscapes.WriteCode(output, unit);
        }
    }
}
