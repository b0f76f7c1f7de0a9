using RocketMq.Protocol;

namespace RocketMq.Broker.Filtering;

/// <summary>
/// Decides by the hash of its tag whether a stored record goes to a subscriber; clients compare the tag's text again,
/// because different tags can share a hash (broker reference 4.5).
/// </summary>
internal sealed class TagFilter : MessageFilter
{
    private readonly int[]? _codes;

    private TagFilter(int[]? codes) => _codes = codes;

    public static TagFilter All { get; } = new(null);

    public override bool NeedsProperties => false;

    /// <summary>A filter for the given tag hashes; none means every record.</summary>
    public static TagFilter For(IReadOnlyCollection<int> codes) => codes.Count == 0 ? All : new TagFilter([.. codes]);

    public static TagFilter Parse(string expression) => For(TagExpression.Parse(expression).Codes);

    public override bool Matches(long tagCode) => _codes is null || _codes.AsSpan().Contains((int)tagCode);

    public override bool Matches(ReadOnlySpan<byte> properties) => true;
}
