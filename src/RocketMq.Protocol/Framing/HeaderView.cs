namespace RocketMq.Protocol;

/// <summary>
/// The fields of a received header, read lazily from the frame's memory: enumerate them, or look one up. Valid as long as the
/// frame is. Malformed fields are reported as <see cref="ProtocolException"/> when they are reached.
/// </summary>
public readonly struct HeaderView
{
    private readonly ReadOnlyMemory<byte> _fields;
    private readonly HeaderFormat _format;

    internal HeaderView(ReadOnlyMemory<byte> fields, HeaderFormat format)
    {
        _fields = fields;
        _format = format;
    }

    /// <summary>Whether there are no fields.</summary>
    public bool IsEmpty => _fields.IsEmpty;

    /// <summary>Looks one field up; of duplicates the last one wins.</summary>
    /// <param name="key">The exact field name.</param>
    /// <param name="value">The value, absent if there is none.</param>
    /// <returns>Whether the field is there with a value.</returns>
    /// <exception cref="ProtocolException">The fields are malformed.</exception>
    public bool TryGet(ReadOnlySpan<byte> key, out Utf8Text value)
    {
        value = default;
        foreach (HeaderField field in this)
        {
            if (field.Key.SequenceEqual(key))
                value = field.ToText();
        }

        return !value.IsAbsent;
    }

    /// <summary>Enumerates the fields in wire order, duplicates included.</summary>
    /// <returns>The enumerator.</returns>
    public HeaderFieldEnumerator GetEnumerator() => new(_fields, _format);

    /// <summary>Copies all fields; of duplicates the last one wins. For diagnosis and forwarding, not for hot paths.</summary>
    /// <returns>Name and value of every field that has a value.</returns>
    /// <exception cref="ProtocolException">The fields are malformed.</exception>
    public Dictionary<string, string> ToDictionary()
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (HeaderField field in this)
        {
            string key = System.Text.Encoding.UTF8.GetString(field.Key);
            if (field.ToText().ToStringOrNull() is { } value)
                fields[key] = value;
            else
                fields.Remove(key);
        }

        return fields;
    }
}
