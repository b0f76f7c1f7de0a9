namespace RocketMq.Protocol;

/// <summary>The wire names of <see cref="ConsumeType"/>, by ordinal.</summary>
internal static class ConsumeTypeNames
{
    private static readonly string[] Names = ["CONSUME_ACTIVELY", "CONSUME_PASSIVELY", "CONSUME_POP"];

    public static ReadOnlySpan<string> All => Names;
}
