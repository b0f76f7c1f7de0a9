using System.Xml.Linq;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>What a project file says about its dependencies.</summary>
internal sealed record ProjectFile(
    string Path,
    string Name,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> AnalyzerProjects,
    IReadOnlyList<string> Packages
)
{
    public static ProjectFile Read(string file)
    {
        XDocument project = XDocument.Load(file);
        ILookup<bool, string> references = project
            .Descendants("ProjectReference")
            .ToLookup(
                reference => (string?)reference.Attribute("ReferenceOutputAssembly") == "false",
                reference => NameOf((string)reference.Attribute("Include")!)
            );
        IEnumerable<string> packages = project.Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);
        return new ProjectFile(
            Repository.Relative(file),
            NameOf(file),
            [.. references[false]],
            [.. references[true]],
            [.. packages.Order(StringComparer.Ordinal)]
        );
    }

    private static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));
}
