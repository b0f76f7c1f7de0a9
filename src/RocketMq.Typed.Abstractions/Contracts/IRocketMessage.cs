namespace RocketMq.Typed;

/// <summary>A message contract. Implemented by generated code on types with <see cref="RocketMessageAttribute"/>.</summary>
/// <typeparam name="TSelf">The contract.</typeparam>
public interface IRocketMessage<TSelf> : IBodyContract<TSelf>
    where TSelf : IRocketMessage<TSelf>
{
    /// <summary>The contract's facts.</summary>
    static abstract MessageDescriptor Descriptor { get; }

    /// <summary>Hands over the message's keys and user properties.</summary>
    /// <typeparam name="TWriter">The receiver, a struct so that the call is direct.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="writer">Takes the keys and properties.</param>
    static abstract void WriteProperties<TWriter>(TSelf message, ref TWriter writer)
        where TWriter : struct, IMessagePropertyWriter;
}
