using RocketMq.Protocol;

namespace RocketMq;

/// <summary>What hooks see of one handler call. The same object before and after; not thread-safe, and not to be kept.</summary>
public sealed class ConsumeHookContext
{
    internal ConsumeHookContext(IReadOnlyList<ReceivedMessage> messages) => Messages = messages;

    /// <summary>The consumer group.</summary>
    public required string ConsumerGroup { get; init; }

    /// <summary>The client's namespace, if it has one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The message, or all messages of a batch.</summary>
    public IReadOnlyList<ReceivedMessage> Messages { get; }

    /// <summary>The queue that the messages are from; that of the retry topic if they come back.</summary>
    public MessageQueue Queue => Messages[0].Queue;

    /// <summary>When the call began, by the client's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took; zero before its end.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>How it ended; null before its end.</summary>
    public ConsumeReturn? Return { get; internal set; }

    /// <summary>What the handler decided, of a batch the first failure; null before the end and if it threw or gave up.</summary>
    public ConsumeOutcome? Outcome { get; internal set; }

    /// <summary>What the handler threw; null before the end and if it threw nothing.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>Whether every message was consumed; false before the end.</summary>
    public bool IsSuccess => Outcome == ConsumeOutcome.Success;

    /// <summary>Whatever a hook wants to find again after the call.</summary>
    public IDictionary<string, object?> Items { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
