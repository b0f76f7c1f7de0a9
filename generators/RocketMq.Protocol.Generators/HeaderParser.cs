using Microsoft.CodeAnalysis;

namespace RocketMq.Protocol.Generators;

/// <summary>Reads an annotated struct into a model that holds nothing of the compilation.</summary>
internal static class HeaderParser
{
    private const string FieldAttribute = "HeaderFieldAttribute";

    public static HeaderModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        List<FieldModel> fields = [];
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            AttributeData? field = property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == FieldAttribute);
            if (field?.ConstructorArguments.FirstOrDefault().Value is string wireName)
                fields.Add(new(property.Name, wireName, KindOf(property.Type)));
        }

        int? code = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as int?;
        return new(type.Name, code, new([.. fields]));
    }

    private static FieldKind KindOf(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) switch
        {
            "int" => FieldKind.Int32,
            "long" => FieldKind.Int64,
            "bool" => FieldKind.Boolean,
            "int?" => FieldKind.NullableInt32,
            "long?" => FieldKind.NullableInt64,
            "bool?" => FieldKind.NullableBoolean,
            "Utf8Text" => FieldKind.Text,
            "string?" => FieldKind.String,
            _ => FieldKind.Unsupported,
        };
}
