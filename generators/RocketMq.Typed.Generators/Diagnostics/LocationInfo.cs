using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RocketMq.Typed.Generators;

/// <summary>A place in source without the syntax tree, which models may not keep.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationInfo? From(Location? location) =>
        location?.SourceTree is { } tree ? new LocationInfo(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
