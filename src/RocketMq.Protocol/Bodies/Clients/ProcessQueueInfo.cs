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
        long commitOffset = default;
        long cachedMessageMinOffset = default;
        long cachedMessageMaxOffset = default;
        int cachedMessageCount = default;
        int cachedMessageSizeInMiB = default;
        long transactionMessageMinOffset = default;
        long transactionMessageMaxOffset = default;
        int transactionMessageCount = default;
        bool locked = default;
        long tryUnlockTimes = default;
        long lastLockTimestamp = default;
        bool dropped = default;
        long lastPullTimestamp = default;
        long lastConsumeTimestamp = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("commitOffset"u8))
                commitOffset = json.ReadInt64();
            else if (name.Is("cachedMsgMinOffset"u8))
                cachedMessageMinOffset = json.ReadInt64();
            else if (name.Is("cachedMsgMaxOffset"u8))
                cachedMessageMaxOffset = json.ReadInt64();
            else if (name.Is("cachedMsgCount"u8))
                cachedMessageCount = json.ReadInt32();
            else if (name.Is("cachedMsgSizeInMiB"u8))
                cachedMessageSizeInMiB = json.ReadInt32();
            else if (name.Is("transactionMsgMinOffset"u8))
                transactionMessageMinOffset = json.ReadInt64();
            else if (name.Is("transactionMsgMaxOffset"u8))
                transactionMessageMaxOffset = json.ReadInt64();
            else if (name.Is("transactionMsgCount"u8))
                transactionMessageCount = json.ReadInt32();
            else if (name.Is("locked"u8))
                locked = json.ReadBoolean();
            else if (name.Is("tryUnlockTimes"u8))
                tryUnlockTimes = json.ReadInt64();
            else if (name.Is("lastLockTimestamp"u8))
                lastLockTimestamp = json.ReadInt64();
            else if (name.Is("droped"u8))
                dropped = json.ReadBoolean();
            else if (name.Is("lastPullTimestamp"u8))
                lastPullTimestamp = json.ReadInt64();
            else if (name.Is("lastConsumeTimestamp"u8))
                lastConsumeTimestamp = json.ReadInt64();
            else
                json.SkipValue();
        }

        return new()
        {
            CommitOffset = commitOffset,
            CachedMessageMinOffset = cachedMessageMinOffset,
            CachedMessageMaxOffset = cachedMessageMaxOffset,
            CachedMessageCount = cachedMessageCount,
            CachedMessageSizeInMiB = cachedMessageSizeInMiB,
            TransactionMessageMinOffset = transactionMessageMinOffset,
            TransactionMessageMaxOffset = transactionMessageMaxOffset,
            TransactionMessageCount = transactionMessageCount,
            Locked = locked,
            TryUnlockTimes = tryUnlockTimes,
            LastLockTimestamp = lastLockTimestamp,
            Dropped = dropped,
            LastPullTimestamp = lastPullTimestamp,
            LastConsumeTimestamp = lastConsumeTimestamp,
        };
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
}
