using System.Text;

namespace RocketMq.Consuming;

/// <summary>Gives the same string for the same UTF-8 bytes, for the first few different ones; beyond that it just decodes. Thread-safe.</summary>
internal sealed class TextCache
{
    /// <summary>How many texts are kept: more would take longer to search than to decode.</summary>
    public const int Capacity = 32;

    private readonly Lock _gate = new();
    private (byte[] Utf8, string Text)[] _known = [];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        (byte[] Utf8, string Text)[] known = Volatile.Read(ref _known);
        foreach ((byte[] bytes, string text) in known)
        {
            if (utf8.SequenceEqual(bytes))
                return text;
        }

        string decoded = Encoding.UTF8.GetString(utf8);
        if (known.Length < Capacity)
            Add(utf8.ToArray(), decoded);

        return decoded;
    }

    private void Add(byte[] utf8, string text)
    {
        lock (_gate)
        {
            if (_known.Length < Capacity)
                Volatile.Write(ref _known, [.. _known, (utf8, text)]);
        }
    }
}
