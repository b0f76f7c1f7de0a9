using System.Text;
using System.Threading.Channels;

namespace RocketMq.Cli.Tests;

/// <summary>Hands over what is written, line by line.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    internal Task<string> NextLineAsync() => _lines.Reader.ReadAsync().AsTask();
}
