namespace RocketMq.Protocol;

/// <summary>A producer group of a heartbeat.</summary>
public sealed record ProducerData : JsonBody
{
    /// <summary>The group.</summary>
    public string GroupName { get; init; } = string.Empty;

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ProducerData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ProducerData Read(ref JsonCursor json)
    {
        string groupName = string.Empty;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("groupName"u8))
                groupName = json.ReadText() ?? string.Empty;
            else
                json.SkipValue();
        }

        return new() { GroupName = groupName };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("groupName"u8);
        json.Text(GroupName);
        json.End('}');
    }
}
