namespace RocketMq.Protocol;

/// <summary>Names of consumer groups.</summary>
public sealed record GroupList : JsonBody
{
    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static GroupList Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static GroupList Read(ref JsonCursor json)
    {
        IReadOnlyList<string> groups = [];
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("groupList"u8))
                groups = json.ReadList(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else
                json.SkipValue();
        }

        return new() { Groups = groups };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("groupList"u8);
        json.Texts(Groups);
        json.End('}');
    }
}
