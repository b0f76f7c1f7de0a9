namespace RocketMq.Protocol;

/// <summary>Walks over the members of a properties text.</summary>
public ref struct PropertiesEnumerator
{
    private ReadOnlySpan<byte> _rest;

    internal PropertiesEnumerator(ReadOnlySpan<byte> text) => _rest = text;

    /// <summary>The property the enumerator stands at.</summary>
    public MessageProperty Current { get; private set; }

    /// <summary>The enumerator itself, for <c>foreach</c>.</summary>
    /// <returns>A copy at the same position.</returns>
    public readonly PropertiesEnumerator GetEnumerator() => this;

    /// <summary>Moves to the next member that has name and value.</summary>
    /// <returns>False behind the last.</returns>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            int end = _rest.IndexOf(PropertiesText.ValueEnd);
            ReadOnlySpan<byte> member = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            int nameEnd = member.IndexOf(PropertiesText.NameEnd);
            if (nameEnd <= 0 || nameEnd == member.Length - 1)
                continue;

            Current = new(member[..nameEnd], member[(nameEnd + 1)..]);
            return true;
        }

        return false;
    }
}
