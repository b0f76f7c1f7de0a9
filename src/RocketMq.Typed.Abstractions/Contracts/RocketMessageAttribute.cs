namespace RocketMq.Typed;

/// <summary>Makes a partial record, class or struct a message contract: what is sent to one topic under one tag.</summary>
/// <remarks>
/// The generator adds <see cref="IRocketMessage{TSelf}"/> (for <see cref="MessageKind.Fifo"/> also <see cref="IFifoMessage{TSelf}"/>) and the body codecs.
/// A contract without a tag stands for its whole topic: a group's handler for it takes every message that no tagged handler of the group takes.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class RocketMessageAttribute(string topic) : Attribute
{
    /// <summary>The topic: 1 to 127 characters of <c>%|a-zA-Z0-9_-</c>, not one of the broker's reserved topics.</summary>
    public string Topic { get; } = topic;

    /// <summary>The tag; <see langword="null"/> (the default) for none. Without <c>|</c>, control characters and outer spaces.</summary>
    public string? Tag { get; set; }

    /// <summary>How messages are placed on queues. Default: <see cref="MessageKind.Normal"/>.</summary>
    public MessageKind Kind { get; set; }

    /// <summary>How bodies are written. Default: <see cref="BodyFormat.MessagePack"/>. Reading follows the message's content type when it has one.</summary>
    public BodyFormat Format { get; set; }
}
