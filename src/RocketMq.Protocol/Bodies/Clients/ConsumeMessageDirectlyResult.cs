namespace RocketMq.Protocol;

/// <summary>What became of a message handed over directly, as a consumer answers <see cref="RequestCode.ConsumeMessageDirectly"/>.</summary>
public sealed record ConsumeMessageDirectlyResult : JsonBody
{
    /// <summary>Whether the handler is orderly.</summary>
    public bool Order { get; init; }

    /// <summary>Whether an orderly handler commits by itself.</summary>
    public bool AutoCommit { get; init; }

    /// <summary>What became of it.</summary>
    public ConsumeDirectlyOutcome Outcome { get; init; } = ConsumeDirectlyOutcome.ReturnNull;

    /// <summary>The text of a failure; null if none.</summary>
    public string? Remark { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long SpentMilliseconds { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumeMessageDirectlyResult Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumeMessageDirectlyResult Read(ref JsonCursor json)
    {
        bool order = default;
        bool autoCommit = default;
        ConsumeDirectlyOutcome outcome = ConsumeDirectlyOutcome.ReturnNull;
        string? remark = default;
        long spentMilliseconds = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("order"u8))
                order = json.ReadBoolean();
            else if (name.Is("autoCommit"u8))
                autoCommit = json.ReadBoolean();
            else if (name.Is("consumeResult"u8))
                outcome = (ConsumeDirectlyOutcome)json.ReadOrdinal(ConsumeDirectlyOutcomeNames.All, (int)ConsumeDirectlyOutcome.ReturnNull);
            else if (name.Is("remark"u8))
                remark = json.ReadText();
            else if (name.Is("spentTimeMills"u8))
                spentMilliseconds = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            Order = order,
            AutoCommit = autoCommit,
            Outcome = outcome,
            Remark = remark,
            SpentMilliseconds = spentMilliseconds,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("autoCommit"u8);
        json.Boolean(AutoCommit);
        json.Name("consumeResult"u8);
        json.Text(ConsumeDirectlyOutcomeNames.All[(int)Outcome]);
        json.Name("order"u8);
        json.Boolean(Order);
        if (Remark is not null)
        {
            json.Name("remark"u8);
            json.Text(Remark);
        }

        json.Name("spentTimeMills"u8);
        json.Number(SpentMilliseconds);
        json.End('}');
    }
}
