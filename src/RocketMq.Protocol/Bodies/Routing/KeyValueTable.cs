namespace RocketMq.Protocol;

/// <summary>Keys and values, as a name server or broker lists them.</summary>
public sealed record KeyValueTable : JsonBody
{
    /// <summary>The values by key.</summary>
    public IReadOnlyDictionary<string, string> Table { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static KeyValueTable Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static KeyValueTable Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<string, string> table = new Dictionary<string, string>();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("table"u8))
                table = json.ReadMap(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else
                json.SkipValue();
        }

        return new() { Table = table };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("table"u8);
        json.TextMap(Table);
        json.End('}');
    }
}
