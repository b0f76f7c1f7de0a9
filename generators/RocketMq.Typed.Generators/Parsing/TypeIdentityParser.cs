using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RocketMq.Typed.Generators;

/// <summary>Reads what a type is called and how its partial declarations open, and checks that it can have generated parts.</summary>
internal static class TypeIdentityParser
{
    public static TypeIdentity Parse(INamedTypeSymbol type)
    {
        var chain = new List<TypeHeader>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            chain.Insert(0, new TypeHeader(KeywordOf(current), Identifiers.Escape(current.Name)));
        return new TypeIdentity(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(Formats.Namespace),
            new EquatableArray<TypeHeader>([.. chain]),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type.ToDisplayString(Formats.Metadata),
            type.Name,
            IsPublic(type),
            type.IsValueType
        );
    }

    /// <summary>Reports a type that cannot have generated parts that its whole assembly can call.</summary>
    /// <returns>Whether the type is of a kind whose members are worth a look.</returns>
    public static bool Check(
        INamedTypeSymbol type,
        DiagnosticDescriptor mustBePartial,
        DiagnosticDescriptor unsupported,
        ProblemList problems,
        CancellationToken cancellationToken
    )
    {
        string name = type.ToDisplayString(Formats.Metadata);
        if (Objection(type) is { } objection)
        {
            problems.Add(unsupported, type.Locations[0], name, objection);
            return false;
        }

        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsPartial(current, cancellationToken))
                problems.Add(mustBePartial, current.Locations[0], current.ToDisplayString(Formats.Metadata));
        }

        return true;
    }

    /// <summary>Whether the language that compiles a file has what generated code uses.</summary>
    public static void CheckLanguage(SyntaxTree tree, INamedTypeSymbol type, ProblemList problems)
    {
        if (tree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 } options)
            problems.Add(
                ToolingRules.LanguageTooOld,
                type.Locations[0],
                type.ToDisplayString(Formats.Metadata),
                options.LanguageVersion.ToDisplayString()
            );
    }

    private static string? Objection(INamedTypeSymbol type)
    {
        if (type.IsStatic)
            return "static";
        if (type.IsAbstract)
            return "abstract";
        if (type.IsRefLikeType)
            return "a ref struct";
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0)
                return "generic or nested in a generic type";
            if (current.IsFileLocal)
                return "local to its file";
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return "private or protected";
        }

        return null;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (
                reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
                && declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            )
                return true;
        }

        return false;
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }

    private static string KeywordOf(INamedTypeSymbol type) =>
        type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
}
