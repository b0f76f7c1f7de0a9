using System.Text;

namespace RocketMq.Broker.Text;

/// <summary>
/// Compares names (topics, groups) by ordinal text and lets dictionaries be asked with the UTF-8 bytes of a frame,
/// so that the hot paths find a topic or group without making a string.
/// </summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    private const int StackLimit = 512;

    private Utf8NameComparer() { }

    public static Utf8NameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string name)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        Span<byte> utf8 = length <= StackLimit ? stackalloc byte[StackLimit] : new byte[length];
        return GetHashCode(utf8[..Encoding.UTF8.GetBytes(name, utf8)]);
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (Ascii.IsValid(alternate))
            return Ascii.Equals(alternate, other);
        return other.AsSpan().SequenceEqual(Encoding.UTF8.GetString(alternate));
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
