namespace RocketMq.Testing;

/// <summary>A consumer was killed, frozen or cut off: from now on others may take what it had, without asking it.</summary>
/// <param name="Member">The name of the consumer.</param>
public sealed record MemberLost(string Member) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Member} was lost";
}
