namespace RocketMq.Typed;

/// <summary>A message contract whose messages keep their order by key. Implemented by generated code.</summary>
/// <typeparam name="TSelf">The contract.</typeparam>
public interface IFifoMessage<TSelf> : IRocketMessage<TSelf>
    where TSelf : IFifoMessage<TSelf>
{
    /// <summary>The order key's text, sent as <c>__SHARDINGKEY</c>; <see langword="null"/> when the member is null, which producers refuse.</summary>
    /// <param name="message">The message.</param>
    static abstract string? GetOrderKey(TSelf message);

    /// <summary>Java's <c>hashCode</c> of the order key's text, computed without making the text where the key is not a string.</summary>
    /// <param name="message">The message.</param>
    static abstract int HashOrderKey(TSelf message);
}
