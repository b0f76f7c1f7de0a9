using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Finds attributes by name, so that those of MessagePack and System.Text.Json count without a reference to them.</summary>
internal static class AttributeLookup
{
    public const string Typed = "RocketMq.Typed";
    public const string MessagePack = "MessagePack";

    public static AttributeData? Find(ISymbol symbol, string @namespace, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (Is(attribute, @namespace, name))
                return attribute;
        }

        return null;
    }

    public static bool Has(ISymbol symbol, string @namespace, string name) => Find(symbol, @namespace, name) is not null;

    public static bool Is(AttributeData attribute, string @namespace, string name) =>
        attribute.AttributeClass is { } type && type.Name == name && IsNamespace(type.ContainingNamespace, @namespace);

    public static object? Argument(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Kind != TypedConstantKind.Array
            ? attribute.ConstructorArguments[index].Value
            : null;

    public static object? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array)
                return argument.Value.Value;
        }

        return null;
    }

    public static Location? LocationOf(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();

    /// <summary>Whether the namespace has this dotted name.</summary>
    public static bool IsNamespace(INamespaceSymbol? symbol, string name)
    {
        int end = name.Length;
        while (symbol is { IsGlobalNamespace: false })
        {
            int start = end - symbol.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, symbol.Name, 0, symbol.Name.Length) != 0)
                return false;
            symbol = symbol.ContainingNamespace;
            if (start == 0)
                return symbol.IsGlobalNamespace;
            if (name[start - 1] != '.')
                return false;
            end = start - 1;
        }

        return false;
    }
}
