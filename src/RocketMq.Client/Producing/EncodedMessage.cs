using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>A message as it goes over the wire: properties text, possibly compressed body, flags, id. Reused from send to send.</summary>
internal sealed class EncodedMessage(GrowableBuffer properties)
{
    private const int RetainedBytes = 4096;

    /// <summary>Made by the first body that is compressed.</summary>
    private GrowableBuffer? _compressed;

    /// <summary>Valid until <see cref="Clear"/>.</summary>
    public Utf8Text Properties => Utf8Text.FromUtf8(properties.WrittenMemory);

    /// <summary>The body to send; the caller's memory, or valid until <see cref="Clear"/> if it was compressed.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public SystemFlags SystemFlags { get; private set; }

    /// <summary>The id that the message has on every attempt, so that consumers can recognise a duplicate.</summary>
    public MessageIdText MessageId { get; private set; }

    /// <exception cref="RocketMqException">The message is empty, too large, or has a property that is not allowed.</exception>
    public void Encode(Message message, ProducerSettings settings, UniqueIdGenerator ids)
    {
        if (message.System?.Batch is not null)
        {
            EncodeBatch(message);
            return;
        }
        CheckBody(message, settings);
        MessageId = PropertiesEncoder.Write(properties, message, ids);
        Body = message.Body;
        SystemFlags = message.System?.Flags ?? default;
        if (message.Body.Length >= settings.Compression.Threshold)
            Compress(message.Body, settings.Compression);
    }

    /// <summary>Adds a property that matters less than the message: one that does not fit, or cannot be written, is left out.</summary>
    public bool TryAppend(string name, string value) => PropertiesEncoder.TryAppend(properties, name, value);

    /// <exception cref="RocketMqException">The body is empty or too large.</exception>
    public static void CheckBody(Message message, ProducerSettings settings)
    {
        if (message.Body.IsEmpty)
            throw SendErrors.EmptyBody(message.Topic);
        if (message.Body.Length > settings.MaxMessageSize)
            throw SendErrors.BodyTooLarge(message.Topic, message.Body.Length, settings.MaxMessageSize);
    }

    public void Clear()
    {
        properties.Trim(RetainedBytes);
        _compressed?.Trim(RetainedBytes);
        Body = default;
        MessageId = default;
    }

    /// <summary>Gives the memory back; the message is not used again.</summary>
    public void Release()
    {
        properties.Dispose();
        _compressed?.Dispose();
    }

    // Its messages were checked and encoded when they joined it.
    private void EncodeBatch(Message batch)
    {
        PropertiesEncoder.WriteBatch(properties, batch.WaitForStore);
        Body = batch.Body;
        SystemFlags = default;
    }

    private void Compress(ReadOnlyMemory<byte> body, CompressionSettings compression)
    {
        _compressed ??= new GrowableBuffer(RetainedBytes);
        if (!MessageCompression.TryCompress(body.Span, compression.Algorithm, compression.Level, _compressed))
            return;
        Body = _compressed.WrittenMemory;
        SystemFlags |= SystemFlags.Compressed | compression.Algorithm;
    }
}
