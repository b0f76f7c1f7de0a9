using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>Compares what the generator reports with the marks of a source.</summary>
internal static class Diagnostics
{
    private const string Usings =
        "using System;\nusing System.Collections.Generic;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing RocketMq.Typed;\n";

    /// <summary>Fails unless exactly the marked diagnostics are reported, where they are marked, and the generator still runs.</summary>
    public static GeneratorRun ShouldBeReported(string marked, IEnumerable<MetadataReference>? references = null)
    {
        MarkedSource source = MarkedSource.Parse(Usings + marked);
        GeneratorRun run = GeneratorRun.Of(references ?? References.All, source.Text);
        run.Reported.Select(diagnostic =>
                (
                    diagnostic.Id,
                    Text: source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
                    diagnostic.Location.SourceSpan
                )
            )
            .OrderBy(item => item.Id, StringComparer.Ordinal)
            .ThenBy(item => item.SourceSpan)
            .ShouldBe(
                source
                    .Expected.Select(item => (item.Id, Text: source.Text.Substring(item.Span.Start, item.Span.Length), item.Span))
                    .OrderBy(item => item.Id, StringComparer.Ordinal)
                    .ThenBy(item => item.Span)
            );
        foreach (Diagnostic diagnostic in run.Reported)
        {
            diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
            diagnostic.Location.GetLineSpan().Path.ShouldBe("Source0.cs");
        }

        return run;
    }

    public static string Message(GeneratorRun run) => run.Reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture);
}
