namespace RocketMq.Broker.Processing.Producing;

/// <summary>What the properties of a message say beside tag, unique key and delay level.</summary>
[Flags]
internal enum PropertyTraits
{
    None = 0,

    /// <summary>The text lacks its last separator.</summary>
    Unterminated = 1,

    /// <summary>The sender set a property that the broker itself sets, as copies of consumed messages do.</summary>
    HasBrokerOwned = 2,

    Transactional = 4,

    /// <summary>Asks for delivery at a time instead of by a delay level.</summary>
    Timed = 8,
}
