namespace RocketMq.Protocol;

/// <summary>The wire names of <see cref="ConsumeDirectlyOutcome"/>, by ordinal.</summary>
internal static class ConsumeDirectlyOutcomeNames
{
    private static readonly string[] Names = ["CR_SUCCESS", "CR_LATER", "CR_ROLLBACK", "CR_COMMIT", "CR_THROW_EXCEPTION", "CR_RETURN_NULL"];

    public static ReadOnlySpan<string> All => Names;
}
