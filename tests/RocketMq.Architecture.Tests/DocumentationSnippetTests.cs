using System.Text.RegularExpressions;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

public sealed partial class DocumentationSnippetTests
{
    [Fact]
    public void The_first_example_of_the_readme_is_a_sample_that_compiles()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "QuickStart", "Program.cs"));

        CSharpBlock().Match(readme).Groups["code"].Value.ShouldBe(sample);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
