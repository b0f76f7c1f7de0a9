namespace RocketMq.Protocol;

/// <summary>Clusters and brokers, as a name server answers <see cref="RequestCode.GetBrokerClusterInfo"/>.</summary>
public sealed record ClusterInfo : JsonBody
{
    /// <summary>The brokers by name.</summary>
    public IReadOnlyDictionary<string, BrokerData> BrokerAddrTable { get; init; } = new Dictionary<string, BrokerData>();

    /// <summary>The broker names by cluster.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ClusterAddrTable { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ClusterInfo Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ClusterInfo Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<string, BrokerData> brokerAddrTable = new Dictionary<string, BrokerData>();
        IReadOnlyDictionary<string, IReadOnlyList<string>> clusterAddrTable = new Dictionary<string, IReadOnlyList<string>>();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("brokerAddrTable"u8))
                brokerAddrTable = json.ReadMap(BrokerData.Read);
            else if (name.Is("clusterAddrTable"u8))
                clusterAddrTable = json.ReadMap(
                    static (ref JsonCursor item) =>
                        (IReadOnlyList<string>)item.ReadList(static (ref JsonCursor inner) => inner.ReadText() ?? string.Empty)
                );
            else
                json.SkipValue();
        }

        return new() { BrokerAddrTable = brokerAddrTable, ClusterAddrTable = clusterAddrTable };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("brokerAddrTable"u8);
        json.ObjectMap(BrokerAddrTable);
        json.Name("clusterAddrTable"u8);
        json.TextsMap(ClusterAddrTable);
        json.End('}');
    }
}
