namespace RocketMq.Consuming;

/// <summary>What only some messages have or only some handlers ask for, kept out of the message itself.</summary>
internal sealed class MessageDetails
{
    public IReadOnlyList<string>? Keys;

    public string? MessageId;

    public Dictionary<string, string>? Properties;

    /// <summary>The body when the producer compressed it; it owns its memory.</summary>
    public ReadOnlyMemory<byte>? DecompressedBody;
}
