namespace RocketMq.Testing;

/// <summary>A handler is done with a message.</summary>
/// <param name="Delivery">The number of the delivery; begin and end of one have the same.</param>
/// <param name="Member">The name of the consumer.</param>
/// <param name="Id">The message, by the id that the history knows it by.</param>
/// <param name="Outcome">What the handler said; an exception counts as <see cref="ConsumeOutcome.RetryLater"/>.</param>
public sealed record DeliveryEnded(long Delivery, string Member, string Id, ConsumeOutcome Outcome) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Member} ended {Id}: {Outcome}";
}
