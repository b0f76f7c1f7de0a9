namespace RocketMq.Protocol;

/// <summary>A client connected to a broker.</summary>
public sealed record ClientConnection : JsonBody
{
    /// <summary>The client.</summary>
    public string ClientId { get; init; } = string.Empty;

    /// <summary>Its address, <c>host:port</c>.</summary>
    public string ClientAddr { get; init; } = string.Empty;

    /// <summary>Its language, by the name JSON headers use.</summary>
    public string Language { get; init; } = string.Empty;

    /// <summary>Its version, see <see cref="ProtocolVersion"/>.</summary>
    public int Version { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ClientConnection Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ClientConnection Read(ref JsonCursor json)
    {
        string clientId = string.Empty;
        string clientAddr = string.Empty;
        string language = string.Empty;
        int version = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("clientId"u8))
                clientId = json.ReadText() ?? string.Empty;
            else if (name.Is("clientAddr"u8))
                clientAddr = json.ReadText() ?? string.Empty;
            else if (name.Is("language"u8))
                language = json.ReadText() ?? string.Empty;
            else if (name.Is("version"u8))
                version = json.ReadInt32();
            else
                json.SkipValue();
        }

        return new()
        {
            ClientId = clientId,
            ClientAddr = clientAddr,
            Language = language,
            Version = version,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("clientAddr"u8);
        json.Text(ClientAddr);
        json.Name("clientId"u8);
        json.Text(ClientId);
        json.Name("language"u8);
        json.Text(Language);
        json.Name("version"u8);
        json.Number(Version);
        json.End('}');
    }
}
