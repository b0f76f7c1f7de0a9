using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RocketMq.Architecture.Tests.Kit;

/// <summary>A C# file of the product: its path from the root, its text and its syntax.</summary>
internal sealed record SourceFile(string Path, string Text, CompilationUnitSyntax Syntax)
{
    /// <summary>The project's folder, e.g. <c>src/RocketMq.Client</c>.</summary>
    public string Project => string.Join('/', Path.Split('/').Take(2));

    public int LineCount => Text.Count(character => character == '\n');

    public static SourceFile Read(string file)
    {
        string text = File.ReadAllText(file);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));
        return new SourceFile(Repository.Relative(file), text, (CompilationUnitSyntax)tree.GetRoot());
    }

    /// <summary>Types and delegates that stand in no other type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Where a node stands, as an editor can open it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public IEnumerable<TNode> Nodes<TNode>()
        where TNode : SyntaxNode => Syntax.DescendantNodes(descendIntoTrivia: true).OfType<TNode>();
}
