using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>An in-memory solution that is compiled, analyzed and fixed as an editor would do it.</summary>
internal sealed class TestSolution : IDisposable
{
    private static readonly ImmutableArray<MetadataReference> References = FindReferences();
    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable
    );

    private readonly AdhocWorkspace _workspace;

    private TestSolution(AdhocWorkspace workspace, Solution solution, IReadOnlyList<Finding> expected)
    {
        _workspace = workspace;
        Current = solution;
        Expected = expected;
    }

    public Solution Current { get; set; }

    public IReadOnlyList<Finding> Expected { get; }

    public static TestSolution Create(SourceSet sources)
    {
        var workspace = new AdhocWorkspace();
        Solution solution = workspace.CurrentSolution;
        var expected = new List<Finding>();
        var projects = new Dictionary<string, ProjectId>(StringComparer.Ordinal);
        foreach ((string file, string marked) in sources.Files)
        {
            MarkedSource source = MarkedSource.Parse(file, marked);
            expected.AddRange(source.Expected);
            string project = SourceSet.ProjectOf(file);
            if (!projects.TryGetValue(project, out ProjectId? id))
            {
                projects[project] = id = ProjectId.CreateNewId(project);
                solution = AddProject(solution, id, project);
            }

            solution = solution.AddDocument(DocumentId.CreateNewId(id, file), file, SourceText.From(source.Text), filePath: file);
        }

        if (projects.TryGetValue(SourceSet.MainProject, out ProjectId? main))
            solution = solution.AddProjectReferences(main, projects.Values.Where(id => id != main).Select(id => new ProjectReference(id)));
        return new TestSolution(workspace, solution, expected);
    }

    public async Task AssertCompilesAsync(string state)
    {
        foreach (Project project in Current.Projects)
        {
            Compilation compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
            compilation
                .GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => diagnostic.ToString())
                .ShouldBeEmpty($"the {state} must compile");
        }
    }

    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(DiagnosticAnalyzer analyzer)
    {
        var all = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (Project project in Current.Projects)
            all.AddRange(await AnalyzeAsync(project, analyzer));
        return all.OrderBy(Finding.Of).ToImmutableArray();
    }

    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false
        );
        Compilation compilation = (await project.GetCompilationAsync(cancellation))!;
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellation);
        found.Where(diagnostic => diagnostic.Id == "AD0001").ShouldBeEmpty("the analyzer must not throw");
        return found;
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadFilesAsync()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Document document in Current.Projects.SelectMany(project => project.Documents))
            files[document.Name] = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        return files;
    }

    public void Dispose() => _workspace.Dispose();

    private static Solution AddProject(Solution solution, ProjectId id, string name) =>
        solution
            .AddProject(id, name, name, LanguageNames.CSharp)
            .WithProjectCompilationOptions(id, CompilationOptions)
            .WithProjectParseOptions(id, new CSharpParseOptions(LanguageVersion.Latest))
            .WithProjectMetadataReferences(id, References);

    /// <summary>The shared framework that runs the test, and the assembly with the attributes.</summary>
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> paths = trusted
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || Path.GetFileName(path) == "RocketMq.Typed.Abstractions.dll");
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
