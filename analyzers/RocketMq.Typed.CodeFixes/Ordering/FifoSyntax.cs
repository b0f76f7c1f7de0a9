using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace RocketMq.Typed.CodeFixes.Ordering;

/// <summary>The changes of syntax that make a contract an ordered one, with comments and line breaks where they were.</summary>
internal static class FifoSyntax
{
    /// <summary>A name of the type that is shortened, and imported where the file does not import it yet.</summary>
    public static NameSyntax Reference(SyntaxGenerator generator, INamedTypeSymbol type) =>
        (NameSyntax)generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);

    /// <summary>Adds <c>Kind = MessageKind.Fifo</c>, or replaces the kind that is there.</summary>
    public static AttributeSyntax WithFifoKind(AttributeSyntax contract, NameSyntax messageKind)
    {
        ExpressionSyntax fifo = MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, messageKind, IdentifierName("Fifo"));
        AttributeArgumentListSyntax list = contract.ArgumentList ?? AttributeArgumentList();
        AttributeArgumentSyntax? present = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == "Kind");
        return contract.WithArgumentList(
            present is null
                ? list.AddArguments(AttributeArgument(NameEquals("Kind"), nameColon: null, fifo).NormalizeWhitespace())
                : list.ReplaceNode(present.Expression, fifo.WithTriviaFrom(present.Expression))
        );
    }

    /// <summary>Adds the attribute to the member's first list, or as a list of its own: before a parameter, above any other member.</summary>
    public static SyntaxNode WithAttribute(SyntaxNode member, NameSyntax attribute)
    {
        SyntaxList<AttributeListSyntax> lists = member is ParameterSyntax parameter
            ? parameter.AttributeLists
            : ((MemberDeclarationSyntax)member).AttributeLists;
        if (lists.Count > 0)
            return member.ReplaceNode(lists[0], lists[0].AddAttributes(Attribute(attribute)));

        AttributeListSyntax own = AttributeList(SingletonSeparatedList(Attribute(attribute))).WithLeadingTrivia(member.GetLeadingTrivia());
        return member switch
        {
            ParameterSyntax bare => bare.WithoutLeadingTrivia().AddAttributeLists(own.WithTrailingTrivia(Space)),
            MemberDeclarationSyntax bare => bare.WithoutLeadingTrivia().AddAttributeLists(own.WithTrailingTrivia(LineBreakOf(member))),
            _ => member,
        };
    }

    /// <summary>The line end that the file uses, and the indentation of the member.</summary>
    private static SyntaxTriviaList LineBreakOf(SyntaxNode member)
    {
        SyntaxTrivia lineEnd = member.DescendantTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        SyntaxTrivia indentation = member.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return TriviaList(lineEnd.IsKind(SyntaxKind.None) ? LineFeed : lineEnd, indentation);
    }
}
