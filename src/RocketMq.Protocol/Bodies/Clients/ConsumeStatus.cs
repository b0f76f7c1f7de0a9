namespace RocketMq.Protocol;

/// <summary>Rates of a consumer on one topic.</summary>
public sealed record ConsumeStatus : JsonBody
{
    /// <summary>The time a pull takes, in milliseconds.</summary>
    public double PullMilliseconds { get; init; }

    /// <summary>Messages pulled per second.</summary>
    public double PullsPerSecond { get; init; }

    /// <summary>The time handling takes, in milliseconds.</summary>
    public double ConsumeMilliseconds { get; init; }

    /// <summary>Messages handled per second.</summary>
    public double SuccessesPerSecond { get; init; }

    /// <summary>Messages failed per second.</summary>
    public double FailuresPerSecond { get; init; }

    /// <summary>Messages failed within the last hour.</summary>
    public long FailedMessages { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumeStatus Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumeStatus Read(ref JsonCursor json)
    {
        double pullMilliseconds = default;
        double pullsPerSecond = default;
        double consumeMilliseconds = default;
        double successesPerSecond = default;
        double failuresPerSecond = default;
        long failedMessages = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("pullRT"u8))
                pullMilliseconds = json.ReadDouble();
            else if (name.Is("pullTPS"u8))
                pullsPerSecond = json.ReadDouble();
            else if (name.Is("consumeRT"u8))
                consumeMilliseconds = json.ReadDouble();
            else if (name.Is("consumeOKTPS"u8))
                successesPerSecond = json.ReadDouble();
            else if (name.Is("consumeFailedTPS"u8))
                failuresPerSecond = json.ReadDouble();
            else if (name.Is("consumeFailedMsgs"u8))
                failedMessages = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            PullMilliseconds = pullMilliseconds,
            PullsPerSecond = pullsPerSecond,
            ConsumeMilliseconds = consumeMilliseconds,
            SuccessesPerSecond = successesPerSecond,
            FailuresPerSecond = failuresPerSecond,
            FailedMessages = failedMessages,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("consumeFailedMsgs"u8);
        json.Number(FailedMessages);
        json.Name("consumeFailedTPS"u8);
        json.Number(FailuresPerSecond);
        json.Name("consumeOKTPS"u8);
        json.Number(SuccessesPerSecond);
        json.Name("consumeRT"u8);
        json.Number(ConsumeMilliseconds);
        json.Name("pullRT"u8);
        json.Number(PullMilliseconds);
        json.Name("pullTPS"u8);
        json.Number(PullsPerSecond);
        json.End('}');
    }
}
