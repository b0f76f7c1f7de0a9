namespace RocketMq.Protocol;

/// <summary>The clients of a producer group.</summary>
public sealed record ProducerConnection : JsonBody
{
    /// <summary>The clients.</summary>
    public IReadOnlyList<ClientConnection> Connections { get; init; } = [];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ProducerConnection Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ProducerConnection Read(ref JsonCursor json)
    {
        IReadOnlyList<ClientConnection> connections = [];
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("connectionSet"u8))
                connections = json.ReadList(ClientConnection.Read);
            else
                json.SkipValue();
        }

        return new() { Connections = connections };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("connectionSet"u8);
        json.Objects(Connections);
        json.End('}');
    }
}
