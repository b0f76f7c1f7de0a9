using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Makes strings of region names. A cluster has one, which comes with every answer, so the last one is kept.</summary>
internal static class RegionName
{
    private static volatile Known? _last;

    public static string? Of(Utf8Text region)
    {
        if (region.IsEmpty)
            return null;
        Known? last = _last;
        if (last is null || last.Utf8 != region)
            _last = last = new Known(region.ToString());
        return last.Text;
    }

    private sealed class Known(string text)
    {
        public string Text { get; } = text;

        public Utf8Text Utf8 { get; } = Utf8Text.Encode(text);
    }
}
