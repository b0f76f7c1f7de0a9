using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Says how values of a type become text, and which texts are stable enough for what.</summary>
internal static class TextKinds
{
    public const string OrderKeyTypes = "string, char, Guid or an integer type";
    public const string PropertyTypes = "text, numbers, bool, char, Guid, enums, dates or times";

    public static TextKind Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: not null })
            return TextKind.Enum;
        return ScalarTypes.MethodOf(type) switch
        {
            "String" => TextKind.String,
            "Char" => TextKind.Character,
            "Guid" => TextKind.Guid,
            "Boolean" => TextKind.Boolean,
            "SByte" or "Int16" or "Int32" or "Int64" or "Byte" or "UInt16" or "UInt32" => TextKind.SignedInteger,
            "UInt64" => TextKind.UnsignedInteger,
            "Single" or "Double" or "Half" or "Decimal" => TextKind.Number,
            "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" => TextKind.RoundTrip,
            "TimeSpan" => TextKind.TimeSpan,
            _ => TextKind.None,
        };
    }

    /// <summary>Whether every language makes the same text of the value, so that queues agree.</summary>
    public static bool IsOrderKey(TextKind kind) =>
        kind is TextKind.String or TextKind.Character or TextKind.Guid or TextKind.SignedInteger or TextKind.UnsignedInteger;

    public static (ITypeSymbol Type, bool IsNullableValue) Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? (nullable.TypeArguments[0], true)
            : (type, false);
}
