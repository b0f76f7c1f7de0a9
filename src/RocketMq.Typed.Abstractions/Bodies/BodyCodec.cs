using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RocketMq.Typed;

/// <summary>Writes and reads whole bodies and the contracts inside them. Thread-safe.</summary>
public static class BodyCodec
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // Bodies are data, not HTML: text outside ASCII stays UTF-8, as other languages write it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = BodyLimits.MaxDepth };

    /// <summary>Writes a body.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="format">The body's format.</param>
    /// <exception cref="BodyFormatException">The value cannot be written: a cycle, or a number that JSON does not have.</exception>
    public static void Write<T>(IBufferWriter<byte> output, T value, BodyFormat format)
        where T : IBodyContract<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(value);
        if (format == BodyFormat.Json)
        {
            using var json = new Utf8JsonWriter(output, WriterOptions);
            T.WriteJson(json, value);
            return;
        }

        var writer = new MessagePackBodyWriter(output);
        T.WriteMessagePack(ref writer, value);
        writer.Flush();
    }

    /// <summary>Reads a body.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="body">The whole body; bytes after the value are an error.</param>
    /// <param name="format">The body's format.</param>
    /// <exception cref="BodyFormatException">The body is not one value of this contract.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, BodyFormat format)
        where T : IBodyContract<T> => format == BodyFormat.Json ? ReadJsonBody<T>(body) : ReadMessagePackBody<T>(body);

    /// <summary>Writes a contract inside a MessagePack body; nil for <see langword="null"/>. Called by generated code.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value or <see langword="null"/>.</param>
    public static void WriteMessagePack<T>(ref MessagePackBodyWriter writer, T? value)
        where T : IBodyContract<T>
    {
        if (value is null)
            writer.WriteNil();
        else
            T.WriteMessagePack(ref writer, value);
    }

    /// <summary>Reads a contract inside a MessagePack body; <see langword="null"/> for nil where the contract is a class. Called by generated code.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="reader">Positioned at the value.</param>
    /// <exception cref="BodyFormatException">The bytes are not a value of this contract.</exception>
    public static T? ReadMessagePack<T>(ref MessagePackBodyReader reader)
        where T : IBodyContract<T>
    {
        if (default(T) is null && reader.TryReadNil())
            return default;
        return T.ReadMessagePack(ref reader);
    }

    /// <summary>Writes a contract inside a JSON body. Called by generated code.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value or <see langword="null"/>.</param>
    public static void WriteJson<T>(Utf8JsonWriter writer, T? value)
        where T : IBodyContract<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
            writer.WriteNullValue();
        else
            T.WriteJson(writer, value);
    }

    /// <summary>Reads a contract inside a JSON body; <see langword="null"/> for null where the contract is a class. Called by generated code.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="reader">Positioned at the value.</param>
    /// <exception cref="BodyFormatException">The JSON is not a value of this contract.</exception>
    public static T? ReadJson<T>(ref Utf8JsonReader reader)
        where T : IBodyContract<T>
    {
        if (default(T) is null && reader.TokenType == JsonTokenType.Null)
            return default;
        return T.ReadJson(ref reader);
    }

    private static T ReadMessagePackBody<T>(ReadOnlySpan<byte> body)
        where T : IBodyContract<T>
    {
        var reader = new MessagePackBodyReader(body);
        T value = T.ReadMessagePack(ref reader);
        if (reader.Remaining > 0)
            throw new BodyFormatException(
                $"The body of {typeof(T)} has {reader.Remaining} bytes after its value, which ends at byte {reader.Position}."
            );
        return value;
    }

    private static T ReadJsonBody<T>(ReadOnlySpan<byte> body)
        where T : IBodyContract<T>
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        try
        {
            if (!reader.Read())
                throw new BodyFormatException($"The body of {typeof(T)} is empty; a JSON object was expected.");
            T value = T.ReadJson(ref reader);
            if (reader.Read())
                throw new BodyFormatException($"The body of {typeof(T)} has another value after its own.");
            return value;
        }
        catch (JsonException malformed)
        {
            throw new BodyFormatException($"The body of {typeof(T)} is not JSON: {malformed.Message}", malformed);
        }
    }
}
