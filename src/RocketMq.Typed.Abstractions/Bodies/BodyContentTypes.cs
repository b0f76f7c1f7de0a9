namespace RocketMq.Typed;

/// <summary>The content types of bodies and the user property that carries them.</summary>
public static class BodyContentTypes
{
    /// <summary>The user property: <c>contentType</c>, which Spring's messaging headers use too.</summary>
    public const string PropertyName = "contentType";

    /// <summary>The content type of <see cref="BodyFormat.MessagePack"/>.</summary>
    public const string MessagePack = "application/vnd.msgpack";

    /// <summary>The content type of <see cref="BodyFormat.Json"/>.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of a format.</summary>
    /// <param name="format">The format.</param>
    public static string Of(BodyFormat format) => format == BodyFormat.Json ? Json : MessagePack;

    /// <summary>Recognises a content type, with or without parameters, also under MessagePack's older names.</summary>
    /// <param name="contentType">For example <c>application/json; charset=utf-8</c>.</param>
    /// <param name="format">The format it names.</param>
    /// <returns>Whether it names one; text types and unknown ones do not, and the contract's own format applies.</returns>
    public static bool TryParse(ReadOnlySpan<char> contentType, out BodyFormat format)
    {
        int parameters = contentType.IndexOf(';');
        ReadOnlySpan<char> type = (parameters < 0 ? contentType : contentType[..parameters]).Trim();
        if (Is(type, Json))
        {
            format = BodyFormat.Json;
            return true;
        }

        format = BodyFormat.MessagePack;
        return Is(type, MessagePack) || Is(type, "application/msgpack") || Is(type, "application/x-msgpack");
    }

    private static bool Is(ReadOnlySpan<char> type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
