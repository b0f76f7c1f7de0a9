namespace RocketMq.Protocol;

/// <summary>The queues that were locked, as a broker answers <see cref="RequestCode.LockBatchMessageQueue"/>.</summary>
public sealed record LockBatchResult : JsonBody
{
    /// <summary>The queues.</summary>
    public IReadOnlyList<MessageQueue> LockOkMqSet { get; init; } = [];

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static LockBatchResult Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static LockBatchResult Read(ref JsonCursor json)
    {
        IReadOnlyList<MessageQueue> lockOkMqSet = [];
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("lockOKMQSet"u8))
                lockOkMqSet = json.ReadList(static (ref JsonCursor item) => item.ReadQueue());
            else
                json.SkipValue();
        }

        return new() { LockOkMqSet = lockOkMqSet };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("lockOKMQSet"u8);
        json.Queues(LockOkMqSet);
        json.End('}');
    }
}
