using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>One run of the generator over sources, with what the compiler says of the result.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private GeneratorRun(GeneratorDriver driver, Compilation input, Compilation output, ImmutableArray<Diagnostic> reported)
    {
        Driver = driver;
        Input = input;
        Output = output;
        Reported = reported;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    public Compilation Output { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Reported { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static GeneratorRun Of(params string[] sources) => Of(References.All, sources);

    public static GeneratorRun Of(IEnumerable<MetadataReference> references, params string[] sources) =>
        Of(Compile(references, ParseOptions, sources), ParseOptions);

    public static GeneratorRun WithLanguage(LanguageVersion version, string source)
    {
        CSharpParseOptions options = ParseOptions.WithLanguageVersion(version);
        return Of(Compile(References.All, options, source), options);
    }

    public static Compilation Compile(IEnumerable<MetadataReference> references, CSharpParseOptions options, params string[] sources) =>
        CSharpCompilation.Create(
            "Contracts" + Guid.NewGuid().ToString("N"),
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, options, $"Source{index}.cs", System.Text.Encoding.UTF8)),
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                warningLevel: 9999,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

    public static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>Runs the same driver over a changed compilation.</summary>
    public GeneratorRun Again(Compilation input)
    {
        GeneratorDriver driver = Driver.RunGeneratorsAndUpdateCompilation(
            input,
            out Compilation output,
            out ImmutableArray<Diagnostic> reported
        );
        return new GeneratorRun(driver, input, output, reported);
    }

    /// <summary>Fails unless source and generated code compile without errors and warnings.</summary>
    public GeneratorRun ShouldCompile()
    {
        Reported.ShouldBeEmpty();
        Output
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(diagnostic))
            .Select(diagnostic => $"{diagnostic}{Environment.NewLine}{LineOf(diagnostic)}")
            .ShouldBeEmpty();
        return this;
    }

    private static GeneratorRun Of(Compilation input, CSharpParseOptions options)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new RocketMqGenerator().AsSourceGenerator()],
            parseOptions: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        var run = new GeneratorRun(driver, input, output, reported);
        run.Result.Exception.ShouldBeNull();
        return run;
    }

    // Test sources need no documentation; generated files must do without warnings.
    private static bool IsMissingComment(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591"
        && diagnostic.Location.SourceTree is { } tree
        && tree.FilePath.StartsWith("Source", StringComparison.Ordinal);

    private static string LineOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree
            ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString()
            : "";
}
