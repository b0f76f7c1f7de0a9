namespace RocketMq.Protocol;

/// <summary>The clients of a consumer group.</summary>
public sealed record ConsumerIdList : JsonBody
{
    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> ConsumerIds { get; init; } = [];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerIdList Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerIdList Read(ref JsonCursor json)
    {
        IReadOnlyList<string> consumerIds = [];
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("consumerIdList"u8))
                consumerIds = json.ReadList(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else
                json.SkipValue();
        }

        return new() { ConsumerIds = consumerIds };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("consumerIdList"u8);
        json.Texts(ConsumerIds);
        json.End('}');
    }
}
