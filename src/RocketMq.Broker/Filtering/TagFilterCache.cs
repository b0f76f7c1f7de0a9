using System.Collections.Concurrent;
using System.Text;
using RocketMq.Broker.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Filtering;

/// <summary>
/// Filters by the text of their expression, for clients that send the expression with each pull. Bounded: a peer that
/// makes up expressions costs only the parsing of each.
/// </summary>
internal sealed class TagFilterCache
{
    private const int MostEntries = 1024;

    private readonly ConcurrentDictionary<string, TagFilter> _filters = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, TagFilter>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    public TagFilterCache() => _byUtf8 = _filters.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The filter of an expression such as <c>a || b</c>; none at all, <c>*</c> and an empty one mean everything.</summary>
    public TagFilter Get(ReadOnlySpan<byte> expression)
    {
        if (expression.IsEmpty || expression.SequenceEqual("*"u8))
            return TagFilter.All;
        if (_byUtf8.TryGetValue(expression, out var known))
            return known;
        var text = Encoding.UTF8.GetString(expression);
        var filter = Parse(text);
        if (_filters.Count < MostEntries)
            _filters[text] = filter;
        return filter;
    }

    public static TagFilter Parse(string expression) => TagFilter.For(TagExpression.Parse(expression).Codes);
}
