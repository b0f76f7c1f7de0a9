namespace RocketMq.Protocol;

/// <summary>The state of one queue a consumer reads.</summary>
public sealed record ProcessQueueInfo : JsonBody
{
    /// <summary>The offset it would commit.</summary>
    public long CommitOffset { get; init; }

    /// <summary>The lowest offset in memory.</summary>
    public long CachedMessageMinOffset { get; init; }

    /// <summary>The highest offset in memory.</summary>
    public long CachedMessageMaxOffset { get; init; }

    /// <summary>The number of messages in memory.</summary>
    public int CachedMessageCount { get; init; }

    /// <summary>The size of the messages in memory, in MiB.</summary>
    public int CachedMessageSizeInMiB { get; init; }

    /// <summary>The lowest offset an orderly handler holds.</summary>
    public long TransactionMessageMinOffset { get; init; }

    /// <summary>The highest offset an orderly handler holds.</summary>
    public long TransactionMessageMaxOffset { get; init; }

    /// <summary>The number of messages an orderly handler holds.</summary>
    public int TransactionMessageCount { get; init; }

    /// <summary>Whether the orderly lock is held.</summary>
    public bool Locked { get; init; }

    /// <summary>How often unlocking was tried.</summary>
    public long TryUnlockTimes { get; init; }

    /// <summary>When it was locked last, in milliseconds since 1970.</summary>
    public long LastLockTimestamp { get; init; }

    /// <summary>Whether the queue was given up; the wire name is misspelt in the protocol.</summary>
    public bool Dropped { get; init; }

    /// <summary>When it was pulled last, in milliseconds since 1970.</summary>
    public long LastPullTimestamp { get; init; }

    /// <summary>When a message was handled last, in milliseconds since 1970.</summary>
    public long LastConsumeTimestamp { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ProcessQueueInfo Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ProcessQueueInfo Read(ref JsonCursor json)
    {
        ProcessQueueInfo read = new();
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
            read = ReadMember(ref json, name, read);

        return read;
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        json.Name("cachedMsgCount"u8);
        json.Number(CachedMessageCount);
        json.Name("cachedMsgMaxOffset"u8);
        json.Number(CachedMessageMaxOffset);
        json.Name("cachedMsgMinOffset"u8);
        json.Number(CachedMessageMinOffset);
        json.Name("cachedMsgSizeInMiB"u8);
        json.Number(CachedMessageSizeInMiB);
        json.Name("commitOffset"u8);
        json.Number(CommitOffset);
        json.Name("droped"u8);
        json.Boolean(Dropped);
        json.Name("lastConsumeTimestamp"u8);
        json.Number(LastConsumeTimestamp);
        json.Name("lastLockTimestamp"u8);
        json.Number(LastLockTimestamp);
        json.Name("lastPullTimestamp"u8);
        json.Number(LastPullTimestamp);
        json.Name("locked"u8);
        json.Boolean(Locked);
        json.Name("transactionMsgCount"u8);
        json.Number(TransactionMessageCount);
        json.Name("transactionMsgMaxOffset"u8);
        json.Number(TransactionMessageMaxOffset);
        json.Name("transactionMsgMinOffset"u8);
        json.Number(TransactionMessageMinOffset);
        json.Name("tryUnlockTimes"u8);
        json.Number(TryUnlockTimes);
        json.End('}');
    }

    private static ProcessQueueInfo ReadMember(ref JsonCursor json, scoped ReadOnlySpan<byte> name, ProcessQueueInfo read)
    {
        if (name.Is("commitOffset"u8))
            return read with { CommitOffset = json.ReadInt64() };
        if (name.Is("cachedMsgMinOffset"u8))
            return read with { CachedMessageMinOffset = json.ReadInt64() };
        if (name.Is("cachedMsgMaxOffset"u8))
            return read with { CachedMessageMaxOffset = json.ReadInt64() };
        if (name.Is("cachedMsgCount"u8))
            return read with { CachedMessageCount = json.ReadInt32() };
        if (name.Is("cachedMsgSizeInMiB"u8))
            return read with { CachedMessageSizeInMiB = json.ReadInt32() };
        if (name.Is("transactionMsgMinOffset"u8))
            return read with { TransactionMessageMinOffset = json.ReadInt64() };
        if (name.Is("transactionMsgMaxOffset"u8))
            return read with { TransactionMessageMaxOffset = json.ReadInt64() };
        if (name.Is("transactionMsgCount"u8))
            return read with { TransactionMessageCount = json.ReadInt32() };
        if (name.Is("locked"u8))
            return read with { Locked = json.ReadBoolean() };
        if (name.Is("tryUnlockTimes"u8))
            return read with { TryUnlockTimes = json.ReadInt64() };
        if (name.Is("lastLockTimestamp"u8))
            return read with { LastLockTimestamp = json.ReadInt64() };
        if (name.Is("droped"u8))
            return read with { Dropped = json.ReadBoolean() };
        if (name.Is("lastPullTimestamp"u8))
            return read with { LastPullTimestamp = json.ReadInt64() };
        if (name.Is("lastConsumeTimestamp"u8))
            return read with { LastConsumeTimestamp = json.ReadInt64() };

        json.SkipValue();
        return read;
    }
}
