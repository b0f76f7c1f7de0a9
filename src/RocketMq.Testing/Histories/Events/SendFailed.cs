namespace RocketMq.Testing;

/// <summary>A send failed; whether the message is stored is not known.</summary>
/// <param name="Id">The message, by the id that the history knows it by.</param>
/// <param name="Reason">What the producer said.</param>
public sealed record SendFailed(string Id, string Reason) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"send of {Id} failed: {Reason}";
}
