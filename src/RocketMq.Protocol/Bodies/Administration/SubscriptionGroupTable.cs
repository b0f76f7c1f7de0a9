namespace RocketMq.Protocol;

/// <summary>The settings of all consumer groups, as a broker answers <see cref="RequestCode.GetAllSubscriptionGroupConfig"/>.</summary>
public sealed record SubscriptionGroupTable : JsonBody
{
    /// <summary>The settings by group.</summary>
    public IReadOnlyDictionary<string, SubscriptionGroupConfig> Groups { get; init; } = new Dictionary<string, SubscriptionGroupConfig>();

    /// <summary>The version of the table.</summary>
    public DataVersion? DataVersion { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static SubscriptionGroupTable Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static SubscriptionGroupTable Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<string, SubscriptionGroupConfig> groups = new Dictionary<string, SubscriptionGroupConfig>();
        DataVersion? dataVersion = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("subscriptionGroupTable"u8))
                groups = json.ReadMap(SubscriptionGroupConfig.Read);
            else if (name.Is("dataVersion"u8))
                dataVersion = json.TryReadNull() ? null : DataVersion.Read(ref json);
            else
                json.SkipValue();
        }

        return new() { Groups = groups, DataVersion = dataVersion };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        if (DataVersion is not null)
        {
            json.Name("dataVersion"u8);
            DataVersion.WriteTo(ref json);
        }

        json.Name("forbiddenTable"u8);
        json.Begin('{');
        json.End('}');
        json.Name("subscriptionGroupTable"u8);
        json.Begin('{');
        foreach ((string key, SubscriptionGroupConfig value) in Groups)
        {
            json.Key(key);
            value.WriteTo(ref json);
        }

        json.End('}');
        json.End('}');
    }
}
