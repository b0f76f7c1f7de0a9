using Microsoft.CodeAnalysis;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>A library's public surface as lines: a type, then its members indented, both ordered by name.</summary>
internal static class PublicApiListing
{
    private static readonly SymbolDisplayFormat TypeName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    private static readonly SymbolDisplayFormat WithConstraints = TypeName.AddGenericsOptions(
        SymbolDisplayGenericsOptions.IncludeTypeConstraints
    );

    private static readonly SymbolDisplayFormat Member = new(
        typeQualificationStyle: TypeName.TypeQualificationStyle,
        genericsOptions: WithConstraints.GenericsOptions,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeAccessibility,
        extensionMethodStyle: SymbolDisplayExtensionMethodStyle.StaticMethod,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: TypeName.MiscellaneousOptions
    );

    public static IEnumerable<string> Write(Library library)
    {
        foreach (INamedTypeSymbol type in library.PublicTypes)
        {
            yield return Describe(type);
            IEnumerable<string> members = Library
                .PublicMembers(type)
                .Select(member => (member.Name, Text: Describe(type, member)))
                .OrderBy(member => member.Name, StringComparer.Ordinal)
                .ThenBy(member => member.Text, StringComparer.Ordinal)
                .Select(member => "  " + member.Text);
            foreach (string member in members)
                yield return member;
        }
    }

    /// <summary>For example <c>sealed class RocketMq.Typed.FifoProducer&lt;T&gt; : IFifoProducer&lt;T&gt; where T : IFifoMessage&lt;T&gt;</c>.</summary>
    private static string Describe(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(TypeName);
        string constraints = type.ToDisplayString(WithConstraints)[name.Length..];
        string[] bases = [.. BasesOf(type).Select(parent => parent.ToDisplayString(TypeName))];
        string derives = bases.Length > 0 ? " : " + string.Join(", ", bases) : "";
        return $"{Modifiers(type)}{KindOf(type)} {type.ContainingNamespace.ToDisplayString()}.{name}{ParametersOf(type)}{derives}{constraints}";
    }

    private static IEnumerable<ITypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        if (type.EnumUnderlyingType is { } underlying)
            return [underlying];
        IEnumerable<ITypeSymbol> interfaces = type
            .Interfaces.Where(Library.IsVisible)
            .OrderBy(parent => parent.Name, StringComparer.Ordinal);
        return type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } parent }
            ? interfaces.Prepend(parent)
            : interfaces;
    }

    private static string ParametersOf(INamedTypeSymbol type) =>
        type.DelegateInvokeMethod is { } call
            ? $"({string.Join(", ", call.Parameters.Select(parameter => parameter.ToDisplayString(Member)))})"
            : "";

    private static string KindOf(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Class when type.IsRecord => "record",
            TypeKind.Delegate => "delegate " + type.DelegateInvokeMethod!.ReturnType.ToDisplayString(TypeName),
            var other => other.ToString().ToLowerInvariant(),
        };

    private static string Describe(INamedTypeSymbol type, ISymbol member) =>
        type.TypeKind switch
        {
            TypeKind.Enum when member is IFieldSymbol field => $"{field.Name} = {field.ConstantValue}",
            TypeKind.Interface when member is { IsStatic: true, IsAbstract: true } => "static abstract " + member.ToDisplayString(Member),
            _ => member.ToDisplayString(Member),
        };

    private static string Modifiers(INamedTypeSymbol type) =>
        type.TypeKind switch
        {
            TypeKind.Class when type.IsStatic => "static ",
            TypeKind.Class when type.IsAbstract => "abstract ",
            TypeKind.Class when type.IsSealed => "sealed ",
            TypeKind.Struct => (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : ""),
            _ => "",
        };
}
