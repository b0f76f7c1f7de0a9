namespace RocketMq.Typed.Generators;

/// <summary>A type that gets generated parts.</summary>
/// <param name="Namespace">Its namespace with escaped keywords; empty for the global one.</param>
/// <param name="Chain">The types around it, outermost first, and itself.</param>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="MetadataName">Its full name without <c>global::</c>, types nested by dots; for file names, logs and errors.</param>
/// <param name="Name">Its own name, without escape.</param>
/// <param name="IsPublic">Whether it is visible outside its assembly.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
internal sealed record TypeIdentity(
    string Namespace,
    EquatableArray<TypeHeader> Chain,
    string FullName,
    string MetadataName,
    string Name,
    bool IsPublic,
    bool IsValueType
)
{
    /// <summary>A file name for one aspect of the type; unique also where file names ignore case.</summary>
    public string FileName(string aspect) => $"{MetadataName}.{unchecked((uint)JavaHash.Compute(MetadataName)):x8}.{aspect}.g.cs";
}
