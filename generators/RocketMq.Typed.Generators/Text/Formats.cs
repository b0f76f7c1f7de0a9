using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>How types are spelled out.</summary>
internal static class Formats
{
    /// <summary>From <c>global::</c> on, with the nullability of type arguments.</summary>
    public static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    /// <summary>Namespace, outer types and name with dots.</summary>
    public static readonly SymbolDisplayFormat Metadata = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces
    );

    /// <summary>A namespace as it is declared.</summary>
    public static readonly SymbolDisplayFormat Namespace = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
    );

    /// <summary>As a user would write it, for messages.</summary>
    public static readonly SymbolDisplayFormat Message = SymbolDisplayFormat.MinimallyQualifiedFormat;
}
