using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>The types that the body writers and readers have a method for.</summary>
internal static class ScalarTypes
{
    /// <summary>The part of the method's name after <c>Write</c> and <c>Read</c>, or <see langword="null"/>.</summary>
    public static string? MethodOf(ITypeSymbol type) =>
        type.SpecialType switch
        {
            SpecialType.System_Boolean => "Boolean",
            SpecialType.System_Byte => "Byte",
            SpecialType.System_SByte => "SByte",
            SpecialType.System_Int16 => "Int16",
            SpecialType.System_UInt16 => "UInt16",
            SpecialType.System_Int32 => "Int32",
            SpecialType.System_UInt32 => "UInt32",
            SpecialType.System_Int64 => "Int64",
            SpecialType.System_UInt64 => "UInt64",
            SpecialType.System_Single => "Single",
            SpecialType.System_Double => "Double",
            SpecialType.System_Decimal => "Decimal",
            SpecialType.System_Char => "Char",
            SpecialType.System_String => "String",
            SpecialType.System_DateTime => "DateTime",
            _ => ByName(type),
        };

    public static bool IsInteger(string method) =>
        method is "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64";

    private static string? ByName(ITypeSymbol type) =>
        type.IsValueType
        && type.Name is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Half"
        && type.ContainingType is null
        && AttributeLookup.IsNamespace(type.ContainingNamespace, "System")
            ? type.Name
            : null;
}
