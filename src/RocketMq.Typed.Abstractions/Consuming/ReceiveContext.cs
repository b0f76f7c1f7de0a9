using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Typed;

/// <summary>What is known of a received message beside its body. Valid as long as the caller keeps it; safe for concurrent reading.</summary>
public abstract class ReceiveContext
{
    /// <summary>The consumer group that handles the message.</summary>
    public abstract string Group { get; }

    /// <summary>The topic it was sent to.</summary>
    public abstract string Topic { get; }

    /// <summary>Its tag, or <see langword="null"/>.</summary>
    public abstract string? Tag { get; }

    /// <summary>Its keys; empty when it has none.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>The id that its producer gave it; the same on every attempt.</summary>
    public abstract string MessageId { get; }

    /// <summary>The order key's text (<c>__SHARDINGKEY</c>), or <see langword="null"/> when it was not sent by key.</summary>
    public abstract string? OrderKey { get; }

    /// <summary>The broker that stores it.</summary>
    public abstract string BrokerName { get; }

    /// <summary>The queue within topic and broker, from 0.</summary>
    public abstract int QueueId { get; }

    /// <summary>Its place in the queue, from 0.</summary>
    public abstract long QueueOffset { get; }

    /// <summary>How often it has been handed out to this group, this time included: 1 on the first delivery.</summary>
    public abstract int Attempt { get; }

    /// <summary>When its producer made it, by the producer's clock.</summary>
    public abstract DateTimeOffset BornTime { get; }

    /// <summary>When the broker stored it, by the broker's clock.</summary>
    public abstract DateTimeOffset StoreTime { get; }

    /// <summary>Looks up one property.</summary>
    /// <param name="name">The property's name; case matters.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether the message has it.</returns>
    public abstract bool TryGetProperty(string name, [NotNullWhen(true)] out string? value);
}
