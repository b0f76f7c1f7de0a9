using System.Text.Json;

namespace RocketMq.Typed;

/// <summary>A type that can be written to and read from message bodies. Implemented by generated code; called through <see cref="BodyCodec"/>.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IBodyContract<TSelf>
    where TSelf : IBodyContract<TSelf>
{
    /// <summary>Writes one value as MessagePack.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value, not <see langword="null"/>.</param>
    static abstract void WriteMessagePack(ref MessagePackBodyWriter writer, TSelf value);

    /// <summary>Reads one value from MessagePack. Members that are absent keep their defaults, unknown ones are skipped.</summary>
    /// <param name="reader">Positioned at the value, which is not nil.</param>
    /// <exception cref="BodyFormatException">The bytes are not a value of this contract.</exception>
    static abstract TSelf ReadMessagePack(ref MessagePackBodyReader reader);

    /// <summary>Writes one value as a JSON object.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value, not <see langword="null"/>.</param>
    static abstract void WriteJson(Utf8JsonWriter writer, TSelf value);

    /// <summary>Reads one value from a JSON object. Members that are absent keep their defaults, unknown ones are skipped.</summary>
    /// <param name="reader">Positioned at the value's first token, which is not null; left at its last token.</param>
    /// <exception cref="BodyFormatException">The JSON is not a value of this contract.</exception>
    static abstract TSelf ReadJson(ref Utf8JsonReader reader);
}
