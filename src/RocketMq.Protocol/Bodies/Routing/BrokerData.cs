namespace RocketMq.Protocol;

/// <summary>The addresses of one broker.</summary>
public sealed record BrokerData : JsonBody
{
    /// <summary>The cluster.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>The broker's name.</summary>
    public string BrokerName { get; init; } = string.Empty;

    /// <summary><c>host:port</c> by broker id; 0 is the master.</summary>
    public SortedDictionary<long, string> BrokerAddrs { get; init; } = [];

    /// <summary>Whether the lowest id stands in for a missing master.</summary>
    public bool EnableActingMaster { get; init; }

    /// <summary>The zone; null if unknown.</summary>
    public string? ZoneName { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static BrokerData Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static BrokerData Read(ref JsonCursor json)
    {
        string cluster = string.Empty;
        string brokerName = string.Empty;
        SortedDictionary<long, string> brokerAddrs = [];
        bool enableActingMaster = default;
        string? zoneName = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("cluster"u8))
                cluster = json.ReadText() ?? string.Empty;
            else if (name.Is("brokerName"u8))
                brokerName = json.ReadText() ?? string.Empty;
            else if (name.Is("brokerAddrs"u8))
                brokerAddrs = json.ReadNumberMap(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else if (name.Is("enableActingMaster"u8))
                enableActingMaster = json.ReadBoolean();
            else if (name.Is("zoneName"u8))
                zoneName = json.ReadText();
            else
                json.SkipValue();
        }

        return new()
        {
            Cluster = cluster,
            BrokerName = brokerName,
            BrokerAddrs = brokerAddrs,
            EnableActingMaster = enableActingMaster,
            ZoneName = zoneName,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("brokerAddrs"u8);
        json.NumberedTexts(BrokerAddrs);
        json.Name("brokerName"u8);
        json.Text(BrokerName);
        json.Name("cluster"u8);
        json.Text(Cluster);
        json.Name("enableActingMaster"u8);
        json.Boolean(EnableActingMaster);
        if (ZoneName is not null)
        {
            json.Name("zoneName"u8);
            json.Text(ZoneName);
        }

        json.End('}');
    }
}
