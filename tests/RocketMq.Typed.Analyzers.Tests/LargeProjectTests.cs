using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using RocketMq.Typed.Analyzers.Ordering;
using RocketMq.Typed.Analyzers.Tests.Kit;

namespace RocketMq.Typed.Analyzers.Tests;

/// <summary>Rules on a project of 1,000 contracts: all findings, and for the reader of the log the time that they took.</summary>
public sealed class LargeProjectTests
{
    [Fact]
    public async Task Every_second_of_1000_contracts_is_found()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using TestSolution solution = TestSolution.Create(LargeProject.Create(contracts: 1000));
        Compilation compilation = (await solution.Current.Projects.Single().GetCompilationAsync(cancellation))!;
        var analyzer = new OrderKeyMissingAnalyzer();
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(
            [analyzer],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: true)
        );

        // Declarations are bound beforehand, as the compiler does it anyway: what is measured is the rule's own time.
        analysis.Compilation.GetDeclarationDiagnostics(cancellation).ShouldBeEmpty();
        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerDiagnosticsAsync(cancellation);

        found.Select(Finding.Of).Order().ShouldBe(solution.Expected.Order());
        AnalyzerTelemetryInfo telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, cancellation);
        TestContext.Current.TestOutputHelper!.WriteLine($"{telemetry.ExecutionTime.TotalMilliseconds:F1} ms");
    }
}
