namespace RocketMq.Testing;

/// <summary>A lost consumer is back.</summary>
/// <param name="Member">The name of the consumer.</param>
public sealed record MemberReturned(string Member) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Member} is back";
}
