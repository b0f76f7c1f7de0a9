namespace RocketMq.Protocol;

/// <summary>The wire names of <see cref="ConsumeFromWhere"/>, by ordinal.</summary>
internal static class ConsumeFromWhereNames
{
    private static readonly string[] Names =
    [
        "CONSUME_FROM_LAST_OFFSET",
        "CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST",
        "CONSUME_FROM_MIN_OFFSET",
        "CONSUME_FROM_MAX_OFFSET",
        "CONSUME_FROM_FIRST_OFFSET",
        "CONSUME_FROM_TIMESTAMP",
    ];

    public static ReadOnlySpan<string> All => Names;
}
