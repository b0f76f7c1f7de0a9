using System.Collections.Concurrent;
using System.Text;
using RocketMq.Broker.Text;

namespace RocketMq.Broker.Filtering;

/// <summary>
/// Filters by the text of their expression, for clients that send the expression with each pull. Bounded: a peer that
/// makes up expressions costs only the compiling of each.
/// </summary>
internal sealed class FilterCache
{
    private const int MostEntries = 1024;

    private readonly Func<string, CompiledFilter> _compile;
    private readonly ConcurrentDictionary<string, CompiledFilter> _filters = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, CompiledFilter>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    public FilterCache(Func<string, CompiledFilter> compile)
    {
        _compile = compile;
        _byUtf8 = _filters.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public CompiledFilter Get(ReadOnlySpan<byte> expression)
    {
        if (_byUtf8.TryGetValue(expression, out var known))
            return known;
        var text = Encoding.UTF8.GetString(expression);
        var filter = _compile(text);
        if (_filters.Count < MostEntries)
            _filters[text] = filter;
        return filter;
    }
}
