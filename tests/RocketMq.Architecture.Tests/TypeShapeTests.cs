using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

public sealed class TypeShapeTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Service"];

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        HashSet<string> bases = [.. Classes().SelectMany(entry => BaseNames(entry.Class))];
        Classes()
            .GroupBy(entry => (entry.File.Project, entry.Class.Identifier.Text, entry.Class.Arity))
            .Where(parts => !parts.Any(part => part.Class.Modifiers.Any(IsDecisive)) && !bases.Contains(parts.Key.Text))
            .Select(parts => parts.First().File.At(parts.First().Class) + ": " + parts.Key.Text)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Type_names_say_what_the_type_is() =>
        Repository
            .ProductSources.SelectMany(file =>
                file.Nodes<BaseTypeDeclarationSyntax>()
                    .Where(type => EmptyWords.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal)))
                    .Select(type => $"{file.At(type)}: {type.Identifier.Text}")
            )
            .ShouldBeEmpty();

    private static IEnumerable<(SourceFile File, TypeDeclarationSyntax Class)> Classes() =>
        Repository.ProductSources.SelectMany(file =>
            file.Nodes<TypeDeclarationSyntax>()
                .Where(type => type.IsKind(SyntaxKind.ClassDeclaration) || type.IsKind(SyntaxKind.RecordDeclaration))
                .Select(type => (file, type))
        );

    private static bool IsDecisive(SyntaxToken modifier) =>
        modifier.IsKind(SyntaxKind.SealedKeyword)
        || modifier.IsKind(SyntaxKind.StaticKeyword)
        || modifier.IsKind(SyntaxKind.AbstractKeyword);

    private static IEnumerable<string> BaseNames(TypeDeclarationSyntax type) =>
        type.BaseList?.Types.SelectMany(entry => entry.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            .Select(name => name.Identifier.Text)
        ?? [];
}
