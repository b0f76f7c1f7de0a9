namespace RocketMq.Testing;

/// <summary>Something that the run did, such as a fault.</summary>
/// <param name="Text">What, in words.</param>
public sealed record Noted(string Text) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Text}";
}
