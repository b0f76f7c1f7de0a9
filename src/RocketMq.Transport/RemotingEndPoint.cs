using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RocketMq;

/// <summary>The address of a name server or broker: a host name or IP address, and a port.</summary>
/// <param name="Host">A DNS name, an IPv4 address, or an IPv6 address without brackets.</param>
/// <param name="Port">The TCP port, 0 to 65535; 0 is only meaningful for listening and means any free port.</param>
public readonly record struct RemotingEndPoint(string Host, int Port)
{
    /// <summary>Parses <c>host:port</c>, <c>1.2.3.4:port</c> or <c>[v6]:port</c>, the forms in which RocketMQ routes and configuration name addresses.</summary>
    /// <param name="text">The text to parse; surrounding blanks are ignored.</param>
    /// <param name="endPoint">The address, when the result is <see langword="true" />.</param>
    /// <returns>Whether the text names a host and a port between 0 and 65535.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RemotingEndPoint endPoint)
    {
        endPoint = default;
        ReadOnlySpan<char> span = text.AsSpan().Trim();
        int colon = span.LastIndexOf(':');
        if (colon <= 0 || !TryParseHost(span[..colon], out ReadOnlySpan<char> host) || !TryParsePort(span[(colon + 1)..], out int port))
            return false;
        endPoint = new RemotingEndPoint(host.ToString(), port);
        return true;
    }

    /// <summary>Parses an address as <see cref="TryParse" /> does.</summary>
    /// <param name="text">The text to parse.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not <c>host:port</c> or <c>[v6]:port</c>.</exception>
    public static RemotingEndPoint Parse(string text) =>
        TryParse(text, out RemotingEndPoint endPoint)
            ? endPoint
            : throw new FormatException($"'{text}' is not an address. Write host:port, for example 10.0.0.1:9876 or [::1]:9876.");

    /// <summary>The address in the form that <see cref="TryParse" /> reads.</summary>
    /// <returns><c>host:port</c>, with brackets around an IPv6 address.</returns>
    public override string ToString() =>
        Host is { } host && host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool TryParseHost(ReadOnlySpan<char> text, out ReadOnlySpan<char> host)
    {
        host = text;
        if (text[0] == '[')
        {
            host = text.Trim("[]");
            return text[^1] == ']' && host.Length == text.Length - 2 && host.Contains(':');
        }

        return !text.ContainsAny(":]/ \t");
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
