using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>One diagnostic by file, id and place: what a test expects and what an analyzer reports.</summary>
internal sealed record Finding(string File, string Id, TextSpan Span) : IComparable<Finding>
{
    public static Finding Of(Diagnostic diagnostic) =>
        new(diagnostic.Location.SourceTree?.FilePath ?? "(no file)", diagnostic.Id, diagnostic.Location.SourceSpan);

    public int CompareTo(Finding? other) =>
        other is null ? 1 : (File, Span.Start, Span.Length, Id).CompareTo((other.File, other.Span.Start, other.Span.Length, other.Id));
}
