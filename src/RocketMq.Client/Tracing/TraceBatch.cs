using RocketMq.Protocol;

namespace RocketMq.Tracing;

/// <summary>Records on their way into one message.</summary>
internal sealed class TraceBatch(int maxRecords)
{
    /// <summary>As in Java: longer bodies are cut, so that trace messages stay small whatever a broker allows.</summary>
    private const int MaxBytes = 128_000;

    /// <summary>Half of what properties may take: keys are the larger part of them.</summary>
    private const int MaxKeyCharacters = 16_000;

    private readonly List<TraceEntry> _entries = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private int _bytes;
    private int _keyCharacters;

    public int Count => _entries.Count;

    public bool HasRoomFor(in TraceEntry entry) =>
        _entries.Count == 0
        || (
            _entries.Count < maxRecords
            && _bytes + entry.Text.Length <= MaxBytes
            && _keyCharacters + entry.Keys.Length + 1 <= MaxKeyCharacters
        );

    public void Add(in TraceEntry entry)
    {
        _entries.Add(entry);
        _bytes += entry.Text.Length;
        foreach (string key in entry.Keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // One record with more keys than fit is still found by those that do.
            if (_keyCharacters + key.Length + 1 <= MaxKeyCharacters && _keys.Add(key))
                _keyCharacters += key.Length + 1;
        }
    }

    public Message ToMessage(string topic)
    {
        byte[] body = new byte[_bytes];
        int position = 0;
        foreach (TraceEntry entry in _entries)
        {
            entry.Text.CopyTo(body, position);
            position += entry.Text.Length;
        }
        return new Message(topic, body) { Keys = [.. _keys] };
    }

    public void Clear()
    {
        _entries.Clear();
        _keys.Clear();
        _bytes = 0;
        _keyCharacters = 0;
    }
}
