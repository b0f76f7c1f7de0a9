using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>What test sources compile against: the shared framework and the product's own assemblies.</summary>
internal static class References
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    public static IReadOnlyList<MetadataReference> Framework { get; } = [.. Assemblies().Where(IsFramework).Select(Load)];

    public static IReadOnlyList<MetadataReference> AbstractionsOnly { get; } =
    [.. Framework, Load(typeof(RocketMessageAttribute).Assembly.Location)];

    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. Framework,
        .. Assemblies()
            .Where(path =>
                Path.GetFileName(path) is { } name
                && name.StartsWith("RocketMq.", StringComparison.Ordinal)
                && !name.Contains("Generators", StringComparison.Ordinal)
            )
            .Select(Load),
    ];

    private static string[] Assemblies() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    private static bool IsFramework(string path) => Path.GetDirectoryName(path) == FrameworkFolder;

    private static MetadataReference Load(string path) => MetadataReference.CreateFromFile(path);
}
