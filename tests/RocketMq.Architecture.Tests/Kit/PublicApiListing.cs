using Microsoft.CodeAnalysis;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>A library's public surface as lines: a type, then its members indented, both in ordinal order.</summary>
internal static class PublicApiListing
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    private static readonly SymbolDisplayFormat MemberFormat = TypeFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeParameters
                | SymbolDisplayMemberOptions.IncludeType
                | SymbolDisplayMemberOptions.IncludeRef
                | SymbolDisplayMemberOptions.IncludeModifiers
                | SymbolDisplayMemberOptions.IncludeConstantValue
                | SymbolDisplayMemberOptions.IncludeAccessibility
        )
        .WithPropertyStyle();

    public static IEnumerable<string> Write(Library library)
    {
        foreach (INamedTypeSymbol type in library.PublicTypes)
        {
            yield return Describe(type);
            IEnumerable<string> members = Library.PublicMembers(type).Select(member => Describe(type, member));
            foreach (string member in members.Order(StringComparer.Ordinal))
                yield return "  " + member;
        }
    }

    private static string Describe(INamedTypeSymbol type)
    {
        string kind = type.TypeKind switch
        {
            TypeKind.Class when type.IsRecord => "record",
            TypeKind.Struct when type.IsRecord => "record struct",
            TypeKind.Delegate => "delegate " + type.DelegateInvokeMethod!.ReturnType.ToDisplayString(TypeFormat),
            var other => other.ToString().ToLowerInvariant(),
        };
        IEnumerable<string> bases = type
            .Interfaces.Select(@interface => @interface.ToDisplayString(TypeFormat))
            .Order(StringComparer.Ordinal);
        if (type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } parent })
            bases = bases.Prepend(parent.ToDisplayString(TypeFormat));
        if (type.EnumUnderlyingType is { } underlying)
            bases = [underlying.ToDisplayString(TypeFormat)];
        string suffix = type.TypeKind == TypeKind.Enum || bases.Any() ? " : " + string.Join(", ", bases) : "";
        return $"{Modifiers(type)}{kind} {type.ToDisplayString(TypeFormat)}{suffix}";
    }

    private static string Describe(INamedTypeSymbol type, ISymbol member) =>
        type.TypeKind == TypeKind.Enum && member is IFieldSymbol field
            ? $"{field.Name} = {field.ConstantValue}"
            : member.ToDisplayString(MemberFormat);

    private static string Modifiers(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Class when type.IsStatic => "static ",
            TypeKind.Class when type.IsAbstract => "abstract ",
            TypeKind.Class when type.IsSealed => "sealed ",
            TypeKind.Struct => (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : ""),
            _ => "",
        };

    private static SymbolDisplayFormat WithPropertyStyle(this SymbolDisplayFormat format) =>
        new(
            format.GlobalNamespaceStyle,
            format.TypeQualificationStyle,
            format.GenericsOptions,
            format.MemberOptions,
            format.DelegateStyle,
            format.ExtensionMethodStyle,
            format.ParameterOptions,
            SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
            format.LocalOptions,
            format.KindOptions,
            format.MiscellaneousOptions
        );
}
