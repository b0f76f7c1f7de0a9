namespace RocketMq.Testing;

/// <summary>A producer was asked to send a message.</summary>
/// <param name="Id">The message, by the id that the history knows it by.</param>
/// <param name="Key">The key that orders it among others; null when no order is asked for.</param>
/// <param name="DueTime">When it may be delivered at the earliest; null for at once.</param>
public sealed record SendBegan(string Id, string? Key, DateTimeOffset? DueTime) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"send of {Id}{(Key is null ? "" : $" with key {Key}")} began";
}
