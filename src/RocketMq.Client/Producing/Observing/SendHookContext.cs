namespace RocketMq;

/// <summary>What hooks see of one send. The same object before and after; not thread-safe, and not to be kept.</summary>
public sealed class SendHookContext
{
    internal SendHookContext(Message message, IReadOnlyList<Message> messages)
    {
        Message = message;
        Messages = messages;
    }

    /// <summary>The producer's group.</summary>
    public required string ProducerGroup { get; init; }

    /// <summary>The client's namespace, if it has one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The topic, without the namespace.</summary>
    public string Topic => Message.Topic;

    /// <summary>What is sent. Changing it has no effect on this send; of a batch it is the batch as one message.</summary>
    public Message Message { get; }

    /// <summary>The message, or all messages of a batch.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <summary>The id that the message has on every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>Whether an answer is awaited.</summary>
    public required SendMode Mode { get; init; }

    /// <summary>When the send began, by the client's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took; zero before its end.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Where the message was stored; null before the end, after a failure, and after a one-way send.</summary>
    public SendReceipt? Receipt { get; internal set; }

    /// <summary>The broker's address, as far as it is known; null before the end.</summary>
    public string? BrokerAddress { get; internal set; }

    /// <summary>Why it failed; null before the end and after a success.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>Whatever a hook wants to find again after the send.</summary>
    public IDictionary<string, object?> Items { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
