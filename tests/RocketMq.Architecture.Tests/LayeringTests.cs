using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>Arrows point down only; Client and Broker meet in Transport and nowhere else.</summary>
public sealed class LayeringTests
{
    private const string Logging = "Microsoft.Extensions.Logging.Abstractions";

    /// <summary>What each project may reference: projects, analyzer-only projects, packages.</summary>
    private static readonly Dictionary<string, Allowed> Rules = new(StringComparer.Ordinal)
    {
        ["RocketMq.Protocol"] = new([], ["RocketMq.Protocol.Generators"], []),
        ["RocketMq.Transport"] = new(["RocketMq.Protocol"], [], [Logging]),
        ["RocketMq.Client"] = new(["RocketMq.Transport"], [], [Logging]),
        ["RocketMq.Broker"] = new(["RocketMq.Transport"], [], [Logging]),
        ["RocketMq.Typed.Abstractions"] = new([], [], []),
        ["RocketMq.Typed"] = new(["RocketMq.Client", "RocketMq.Typed.Abstractions"], [], []),
        ["RocketMq.Testing"] = new(["RocketMq.Client", "RocketMq.Broker", "RocketMq.Typed"], [], []),
        ["RocketMq.Cli"] = new(["RocketMq.Client", "RocketMq.Broker"], [], ["Spectre.Console", "System.CommandLine"]),
        ["RocketMq.Protocol.Generators"] = new([], [], []),
        ["RocketMq.Typed.Generators"] = new([], [], []),
        ["RocketMq.Typed.Analyzers"] = new([], [], []),
        ["RocketMq.Typed.CodeFixes"] = new(["RocketMq.Typed.Analyzers"], [], ["Microsoft.CodeAnalysis.CSharp.Workspaces"]),
    };

    [Fact]
    public void Every_product_project_has_a_rule() =>
        Repository.ProductProjects.Select(project => project.Name).ShouldBe(Rules.Keys, ignoreOrder: true);

    [Fact]
    public void Projects_reference_only_what_their_layer_allows() =>
        Repository
            .ProductProjects.SelectMany(project =>
                Beyond(project, project.Projects, Rules[project.Name].Projects)
                    .Concat(Beyond(project, project.AnalyzerProjects, Rules[project.Name].Analyzers))
                    .Concat(Beyond(project, project.Packages, Rules[project.Name].Packages))
            )
            .ShouldBeEmpty();

    [Fact]
    public void Assemblies_reference_only_what_their_layer_allows() =>
        Library
            .All.SelectMany(library =>
                library
                    .ReferencedAssemblies.Where(name => name.StartsWith("RocketMq.", StringComparison.Ordinal))
                    .Except(Reachable(library.Name), StringComparer.Ordinal)
                    .Select(name => $"{library.Name} uses {name}")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Client_and_Broker_never_reach_each_other()
    {
        Reachable("RocketMq.Client").ShouldNotContain("RocketMq.Broker");
        Reachable("RocketMq.Broker").ShouldNotContain("RocketMq.Client");
    }

    [Fact]
    public void Internals_are_visible_to_the_tests_of_the_same_name_only() =>
        Library
            .All.SelectMany(library => library.FriendAssemblies.Select(friend => (library.Name, friend)))
            .Where(pair => pair.friend != pair.Name + ".Tests")
            .ShouldBeEmpty();

    private static IEnumerable<string> Beyond(ProjectFile project, IEnumerable<string> actual, IEnumerable<string> allowed) =>
        actual.Except(allowed, StringComparer.Ordinal).Select(name => $"{project.Path} references {name}");

    private static IEnumerable<string> Reachable(string project) =>
        Rules[project].Projects.SelectMany(name => Reachable(name).Append(name)).Distinct(StringComparer.Ordinal);

    private sealed record Allowed(string[] Projects, string[] Analyzers, string[] Packages);
}
