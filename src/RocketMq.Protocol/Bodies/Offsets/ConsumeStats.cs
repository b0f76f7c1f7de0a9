namespace RocketMq.Protocol;

/// <summary>How far a group has come, as a broker answers <see cref="RequestCode.GetConsumeStats"/>.</summary>
public sealed record ConsumeStats : JsonBody
{
    /// <summary>The progress by queue.</summary>
    public IReadOnlyDictionary<MessageQueue, ConsumerProgress> OffsetTable { get; init; } =
        new Dictionary<MessageQueue, ConsumerProgress>();

    /// <summary>Messages handled per second.</summary>
    public double ConsumeTps { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumeStats Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumeStats Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<MessageQueue, ConsumerProgress> offsetTable = new Dictionary<MessageQueue, ConsumerProgress>();
        double consumeTps = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("offsetTable"u8))
                offsetTable = json.ReadQueueMap(ConsumerProgress.Read);
            else if (name.Is("consumeTps"u8))
                consumeTps = json.ReadDouble();
            else
                json.SkipValue();
        }

        return new() { OffsetTable = offsetTable, ConsumeTps = consumeTps };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("consumeTps"u8);
        json.Number(ConsumeTps);
        json.Name("offsetTable"u8);
        json.QueueMap(OffsetTable);
        json.End('}');
    }
}
