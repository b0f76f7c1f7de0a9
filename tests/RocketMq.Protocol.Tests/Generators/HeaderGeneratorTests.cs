using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RocketMq.Protocol.Generators;

namespace RocketMq.Protocol.Tests.Generators;

public sealed class HeaderGeneratorTests
{
    private const string Attributes = """
        namespace RocketMq.Protocol;
        public sealed class ResponseHeaderAttribute : System.Attribute;
        public sealed class HeaderFieldAttribute(string name) : System.Attribute { public string Name => name; }
        """;

    private const string Header = """
        namespace RocketMq.Protocol;
        [ResponseHeader]
        public readonly partial record struct OffsetHeader
        {
            [HeaderField("offset")]
            public long Offset { get; init; }
        }
        """;

    [Fact]
    public void Codecs_write_and_read_the_declared_fields()
    {
        (_, GeneratorDriverRunResult result) = Run(Compile(Attributes, Header));

        string source = result.GeneratedTrees.ShouldHaveSingleItem().ToString();
        source.ShouldContain("partial record struct OffsetHeader : IResponseHeader<OffsetHeader>");
        source.ShouldContain("writer.Write(\"offset\"u8, Offset);");
        source.ShouldContain("fieldOffset = field.ToInt64().GetValueOrDefault();");
    }

    [Fact]
    public void Unsupported_field_types_stop_the_build_with_a_reason()
    {
        string header = Header.Replace("long Offset", "System.Guid Offset", StringComparison.Ordinal);

        (_, GeneratorDriverRunResult result) = Run(Compile(Attributes, header));

        result.GeneratedTrees.ShouldHaveSingleItem().ToString().ShouldContain("#error OffsetHeader.Offset");
    }

    [Fact]
    public void An_unrelated_edit_recomputes_nothing()
    {
        CSharpCompilation compilation = Compile(Attributes, Header);
        (GeneratorDriver driver, _) = Run(compilation);

        CSharpCompilation edited = compilation.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText("class Unrelated;", cancellationToken: TestContext.Current.CancellationToken)
        );
        GeneratorDriverRunResult second = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult();

        second
            .Results[0]
            .TrackedSteps[HeaderGenerator.ModelStep]
            .SelectMany(step => step.Outputs)
            .ShouldAllBe(output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    private static (GeneratorDriver Driver, GeneratorDriverRunResult Result) Run(CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new HeaderGenerator().AsSourceGenerator()],
            driverOptions: new(default, trackIncrementalGeneratorSteps: true)
        );
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        return (driver, driver.GetRunResult());
    }

    private static CSharpCompilation Compile(params string[] sources) =>
        CSharpCompilation.Create(
            "headers",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(OutputKind.DynamicallyLinkedLibrary)
        );
}
