namespace RocketMq;

/// <summary>What hooks see of a transaction's decision on its way to the broker. Immutable.</summary>
public sealed class EndTransactionHookContext
{
    /// <summary>The producer's group.</summary>
    public required string ProducerGroup { get; init; }

    /// <summary>The message whose fate is decided; null when the decision answers a broker's question about a message that is not at hand.</summary>
    public Message? Message { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The broker's address.</summary>
    public required string? BrokerAddress { get; init; }

    /// <summary>The id that the client gave the message, which is the transaction's id.</summary>
    public required string MessageId { get; init; }

    /// <summary>What the broker calls the transaction, for message traces; null if it named none.</summary>
    internal string? BrokersTransactionId { get; init; }

    /// <summary>The decision in the protocol's words: COMMIT_MESSAGE, ROLLBACK_MESSAGE or UNKNOW.</summary>
    public required string State { get; init; }

    /// <summary>Whether the broker had asked.</summary>
    public required bool IsFromCheck { get; init; }
}
