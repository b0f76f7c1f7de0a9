namespace RocketMq.Broker.Filtering;

/// <summary>
/// Decides by the hash of its tag whether a stored record goes to a subscriber; clients compare the tag's text again,
/// because different tags can share a hash (broker reference 4.5). Immutable.
/// </summary>
internal sealed class TagFilter
{
    private readonly int[]? _codes;

    private TagFilter(int[]? codes) => _codes = codes;

    public static TagFilter All { get; } = new(null);

    public bool MatchesAll => _codes is null;

    /// <summary>A filter for the given tag hashes; none means every record.</summary>
    public static TagFilter For(IReadOnlyCollection<int> codes) => codes.Count == 0 ? All : new TagFilter([.. codes]);

    public bool Matches(long tagCode) => _codes is null || _codes.AsSpan().Contains((int)tagCode);
}
