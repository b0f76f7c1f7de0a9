namespace RocketMq.Protocol;

/// <summary>A subscription to be checked, sent with <see cref="RequestCode.CheckClientConfig"/>.</summary>
public sealed record CheckClientConfigBody : JsonBody
{
    /// <summary>The client.</summary>
    public string ClientId { get; init; } = string.Empty;

    /// <summary>The consumer group.</summary>
    public string Group { get; init; } = string.Empty;

    /// <summary>The namespace; null if none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The subscription.</summary>
    public SubscriptionData? SubscriptionData { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static CheckClientConfigBody Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static CheckClientConfigBody Read(ref JsonCursor json)
    {
        string clientId = string.Empty;
        string group = string.Empty;
        string? @namespace = default;
        SubscriptionData? subscriptionData = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("clientId"u8))
                clientId = json.ReadText() ?? string.Empty;
            else if (name.Is("group"u8))
                group = json.ReadText() ?? string.Empty;
            else if (name.Is("namespace"u8))
                @namespace = json.ReadText();
            else if (name.Is("subscriptionData"u8))
                subscriptionData = json.TryReadNull() ? null : SubscriptionData.Read(ref json);
            else
                json.SkipValue();
        }

        return new()
        {
            ClientId = clientId,
            Group = group,
            Namespace = @namespace,
            SubscriptionData = subscriptionData,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("clientId"u8);
        json.Text(ClientId);
        json.Name("group"u8);
        json.Text(Group);
        if (Namespace is not null)
        {
            json.Name("namespace"u8);
            json.Text(Namespace);
        }

        if (SubscriptionData is not null)
        {
            json.Name("subscriptionData"u8);
            SubscriptionData.WriteTo(ref json);
        }

        json.End('}');
    }
}
