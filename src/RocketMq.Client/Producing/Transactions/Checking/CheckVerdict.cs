namespace RocketMq.Producing;

/// <summary>The answer to a check, and words for the broker's log where the outcome is not known.</summary>
internal readonly record struct CheckVerdict(TransactionOutcome Outcome, string? Remark = null)
{
    /// <summary>Discards a further copy of a message that was committed. It decides nothing, so neither hooks nor traces are told.</summary>
    public bool IsSurplusCopy { get; init; }
}
