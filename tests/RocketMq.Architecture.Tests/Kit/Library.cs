using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>A built project of <c>src</c>, read through the compiler so that signatures look as in code, nullability included.</summary>
internal sealed class Library
{
    private static readonly (string Project, string Assembly)[] Names =
    [
        ("RocketMq.Protocol", "RocketMq.Protocol"),
        ("RocketMq.Transport", "RocketMq.Transport"),
        ("RocketMq.Client", "RocketMq.Client"),
        ("RocketMq.Broker", "RocketMq.Broker"),
        ("RocketMq.Typed.Abstractions", "RocketMq.Typed.Abstractions"),
        ("RocketMq.Typed", "RocketMq.Typed"),
        ("RocketMq.Testing", "RocketMq.Testing"),
        ("RocketMq.Cli", "rmq"),
    ];

    private readonly IAssemblySymbol _assembly;

    private Library(string name, IAssemblySymbol assembly)
    {
        Name = name;
        _assembly = assembly;
    }

    public static IReadOnlyList<Library> All { get; } = LoadAll();

    /// <summary>The project's name; the tool's assembly is named otherwise.</summary>
    public string Name { get; }

    public IEnumerable<string> ReferencedAssemblies => _assembly.Modules.Single().ReferencedAssemblies.Select(reference => reference.Name);

    /// <summary>Types that other assemblies see, nested ones included, in a stable order.</summary>
    public IEnumerable<INamedTypeSymbol> PublicTypes =>
        Flatten(_assembly.GlobalNamespace).Where(IsVisible).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal);

    public IEnumerable<string> FriendAssemblies =>
        _assembly
            .GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute")
            .Select(attribute => (string)attribute.ConstructorArguments[0].Value!);

    /// <summary>Documentation comments by their id, as the compiler wrote them beside the assembly.</summary>
    public IReadOnlyDictionary<string, XElement> ReadDocumentation() =>
        XDocument
            .Load(Path.Combine(AppContext.BaseDirectory, _assembly.Name + ".xml"))
            .Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    /// <summary>Members of a type that callers or derived types see; accessors stand for themselves in their property.</summary>
    public static IEnumerable<ISymbol> PublicMembers(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
            ? []
            : type.GetMembers()
                .Where(member => member is not INamedTypeSymbol && IsVisible(member))
                .Where(member => member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet })
                .Where(member => member is not IMethodSymbol { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove })
                .Where(member => !IsCompilerMade(member));

    /// <summary>Whether code of other assemblies can name the symbol, as a caller or as a derived type.</summary>
    public static bool IsVisible(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingType)
        {
            bool inheritable = current.ContainingType is { IsSealed: false };
            bool visible = current.DeclaredAccessibility switch
            {
                Accessibility.Public => true,
                Accessibility.Protected or Accessibility.ProtectedOrInternal => inheritable,
                _ => false,
            };
            if (!visible)
                return false;
        }

        return true;
    }

    private static IReadOnlyList<Library> LoadAll()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> platform = trusted.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Reader", references: platform);
        return
        [
            .. Names.Select(name => new Library(
                name.Project,
                compilation.SourceModule.ReferencedAssemblySymbols.Single(assembly => assembly.Name == name.Assembly)
            )),
        ];
    }

    private static IEnumerable<INamedTypeSymbol> Flatten(INamespaceOrTypeSymbol container)
    {
        foreach (INamespaceOrTypeSymbol member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (INamedTypeSymbol inner in Flatten(member))
                yield return inner;
        }
    }

    private static bool IsCompilerMade(ISymbol member) =>
        member.IsImplicitlyDeclared
        || member.Name == "value__"
        || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");
}
