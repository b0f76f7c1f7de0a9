using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Turns a member's type into its shape, or says why bodies cannot carry it.</summary>
internal static class TypeShapeParser
{
    public static TypeShape? Parse(ITypeSymbol type, out string objection)
    {
        bool isNullable = type is { IsValueType: false, NullableAnnotation: NullableAnnotation.Annotated };
        return ParseType(type, out objection) is { } shape ? shape with { IsNullable = isNullable } : null;
    }

    private static TypeShape? ParseType(ITypeSymbol type, out string objection)
    {
        objection = "";
        if (ScalarTypes.MethodOf(type) is { } method)
            return new TypeShape(ShapeKind.Scalar, NameOf(type), type.IsValueType, method);
        if (type is IArrayTypeSymbol array)
            return ParseArray(array, out objection);
        if (type is not INamedTypeSymbol named)
            return Reject("has no fixed layout", out objection);
        if (named.EnumUnderlyingType is { } underlying)
            return new TypeShape(ShapeKind.Enum, NameOf(type), true, ScalarTypes.MethodOf(underlying)!);
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return ParseNullable(named, out objection);
        if (IsByteMemory(named))
            return new TypeShape(ShapeKind.Binary, NameOf(type), true);
        if (IsContract(named))
            return new TypeShape(ShapeKind.Contract, NameOf(type), type.IsValueType);
        return CollectionTypes.FormOf(named) switch
        {
            CollectionForm.None => Reject(HintFor(named), out objection),
            CollectionForm.Dictionary or CollectionForm.SortedDictionary => ParseDictionary(named, out objection),
            CollectionForm form => ParseCollection(named, named.TypeArguments[0], form, out objection),
        };
    }

    private static TypeShape? ParseArray(IArrayTypeSymbol array, out string objection)
    {
        if (array.Rank != 1)
            return Reject("is an array of several dimensions; use an array of arrays", out objection);
        if (array.ElementType.SpecialType == SpecialType.System_Byte)
        {
            objection = "";
            return new TypeShape(ShapeKind.Binary, NameOf(array), false);
        }

        return ParseCollection(array, array.ElementType, CollectionForm.Array, out objection);
    }

    private static TypeShape? ParseNullable(INamedTypeSymbol nullable, out string objection) =>
        Parse(nullable.TypeArguments[0], out objection) is { } element
            ? new TypeShape(ShapeKind.Nullable, NameOf(nullable), true, Element: element)
            : null;

    private static TypeShape? ParseCollection(ITypeSymbol type, ITypeSymbol elementType, CollectionForm form, out string objection) =>
        Parse(elementType, out objection) is { } element
            ? new TypeShape(ShapeKind.Collection, NameOf(type), type.IsValueType, Element: element, Form: form)
            : null;

    private static TypeShape? ParseDictionary(INamedTypeSymbol type, out string objection)
    {
        if (Parse(type.TypeArguments[0], out objection) is not { } key || Parse(type.TypeArguments[1], out objection) is not { } value)
            return null;
        if (!IsKey(key))
            return Reject("has keys that are neither text, integers, char, Guid nor enums", out objection);
        return new TypeShape(ShapeKind.Dictionary, NameOf(type), false, Element: value, Key: key, Form: CollectionTypes.FormOf(type));
    }

    private static bool IsKey(TypeShape shape) =>
        shape.Kind == ShapeKind.Enum
        || (shape.Kind == ShapeKind.Scalar && (shape.Method is "String" or "Guid" or "Char" || ScalarTypes.IsInteger(shape.Method)));

    // Marked types of this compilation get their codec now; others have it already.
    private static bool IsContract(INamedTypeSymbol type)
    {
        if (type.Arity > 0)
            return false;
        if (
            AttributeLookup.Has(type, AttributeLookup.Typed, "RocketMessageAttribute")
            || AttributeLookup.Has(type, AttributeLookup.Typed, "RocketContractAttribute")
        )
            return true;
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (implemented.Name == "IBodyContract" && AttributeLookup.IsNamespace(implemented.ContainingNamespace, AttributeLookup.Typed))
                return true;
        }

        return false;
    }

    private static bool IsByteMemory(INamedTypeSymbol type) =>
        type is { Name: "ReadOnlyMemory" or "Memory", Arity: 1 }
        && type.TypeArguments[0].SpecialType == SpecialType.System_Byte
        && AttributeLookup.IsNamespace(type.ContainingNamespace, "System");

    private static string HintFor(INamedTypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
            return "does not say what it holds";
        bool isOwn =
            type.TypeKind is TypeKind.Class or TypeKind.Struct
            && type.DeclaringSyntaxReferences.Length > 0
            && type is { IsAbstract: false, Arity: 0 };
        return isOwn ? "is no contract; mark it [RocketContract] and make it partial" : "is not among the supported types";
    }

    private static TypeShape? Reject(string reason, out string objection)
    {
        objection = reason;
        return null;
    }

    private static string NameOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Formats.Code);
}
