using System.Globalization;
using System.Net;

namespace RocketMq.Broker.Security;

/// <summary>A pattern of client addresses: <c>*</c>, an address, or an IPv4 address whose parts may be <c>*</c>, <c>1-20</c> or <c>{1,2}</c>.</summary>
internal sealed class AddressPattern
{
    private const int OctetCount = 4;

    private readonly IPAddress? _exact;
    private readonly bool[][]? _octets;

    private AddressPattern(IPAddress? exact, bool[][]? octets)
    {
        _exact = exact;
        _octets = octets;
    }

    /// <exception cref="ArgumentException">The text is no list of patterns.</exception>
    public static IReadOnlyList<AddressPattern> ParseList(string text) => [.. Split(text).Select(Parse)];

    public bool Matches(IPAddress address)
    {
        var client = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (_exact is not null)
            return _exact.Equals(client);
        if (_octets is null)
            return true;
        Span<byte> bytes = stackalloc byte[16];
        if (!client.TryWriteBytes(bytes, out var length) || length != OctetCount)
            return false;
        for (var index = 0; index < OctetCount; index++)
        {
            if (!_octets[index][bytes[index]])
                return false;
        }
        return true;
    }

    private static AddressPattern Parse(string text)
    {
        if (text == "*")
            return new AddressPattern(null, null);
        var parts = text.Split('.');
        if (parts.Length == OctetCount)
            return new AddressPattern(null, [.. parts.Select(part => ParseOctet(part, text))]);
        return text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out var exact)
            ? new AddressPattern(exact, null)
            : throw Invalid(text);
    }

    private static bool[] ParseOctet(string part, string text)
    {
        var allowed = new bool[256];
        if (part == "*")
            Array.Fill(allowed, true);
        else if (part is ['{', .. var list, '}'])
        {
            foreach (var number in list.Split(','))
                allowed[ParseNumber(number, text)] = true;
        }
        else
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = ParseNumber(dash < 0 ? part : part[..dash], text);
            var last = dash < 0 ? first : ParseNumber(part[(dash + 1)..], text);
            if (last < first)
                throw Invalid(text);
            Array.Fill(allowed, true, first, last - first + 1);
        }
        return allowed;
    }

    private static int ParseNumber(string number, string text) =>
        byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(text);

    // Commas separate patterns, but not within braces.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var depth = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index == text.Length || (text[index] == ',' && depth == 0))
            {
                var pattern = text[start..index].Trim();
                if (pattern.Length > 0)
                    yield return pattern;
                start = index + 1;
            }
            else
            {
                depth += text[index] switch
                {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
            }
        }
    }

    private static ArgumentException Invalid(string text) =>
        BrokerSettings.Mistake(
            $"The white list holds '{text}', which is no address pattern; use *, an address, or parts such as 10.0.0.*, 10.0.0.1-20, 10.0.0.{{1,2}}."
        );
}
