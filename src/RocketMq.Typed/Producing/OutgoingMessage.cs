using System.Buffers;

namespace RocketMq.Typed;

/// <summary>Makes the client's messages from contracts.</summary>
internal static class OutgoingMessage
{
    private const int InitialBodyCapacity = 256;

    public static Message Create<T>(T message)
        where T : IRocketMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageDescriptor descriptor = T.Descriptor;
        var body = new ArrayBufferWriter<byte>(InitialBodyCapacity);
        BodyCodec.Write(body, message, descriptor.Format);
        var outgoing = new Message(descriptor.Topic, body.WrittenMemory) { Tag = descriptor.Tag };
        outgoing.Properties[BodyContentTypes.PropertyName] = BodyContentTypes.Of(descriptor.Format);
        var writer = new MessagePropertyWriter(outgoing, descriptor);
        T.WriteProperties(message, ref writer);
        writer.Complete();
        return outgoing;
    }

    public static Message CreateFifo<T>(T message)
        where T : IFifoMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        string? key = T.GetOrderKey(message);
        if (string.IsNullOrEmpty(key))
        {
            throw new ArgumentException(
                $"The order key of {T.Descriptor} is {(key is null ? "null" : "empty")}; it decides the queue, so give the member marked [OrderKey] a value.",
                nameof(message)
            );
        }

        Message outgoing = Create(message);
        outgoing.OrderKey = key;
        return outgoing;
    }
}
