using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RocketMq.Typed.Generators;

/// <summary>Writes the default of a constructor parameter as C#.</summary>
internal static class DefaultValues
{
    public const string None = "default!";

    public static string Of(IParameterSymbol parameter, TypeShape shape)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is not { } value)
            return None;
        return value is string text ? Identifiers.Literal(text) : $"({shape.TypeName})({Literal(value)})";
    }

    private static string Literal(object value) =>
        value switch
        {
            float number => Floating(number, "float") ?? number.ToString("R", CultureInfo.InvariantCulture) + "f",
            double number => Floating(number, "double") ?? number.ToString("R", CultureInfo.InvariantCulture) + "d",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };

    private static string? Floating(double number, string type) =>
        double.IsNaN(number) ? type + ".NaN"
        : double.IsPositiveInfinity(number) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(number) ? type + ".NegativeInfinity"
        : null;
}
