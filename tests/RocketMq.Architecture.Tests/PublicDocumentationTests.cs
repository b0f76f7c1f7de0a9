using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

public sealed class PublicDocumentationTests
{
    public static TheoryData<string> Libraries => [.. Library.All.Select(library => library.Name)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Every_public_type_and_member_says_what_it_is(string name)
    {
        Library library = Library.All.Single(candidate => candidate.Name == name);
        IReadOnlyDictionary<string, XElement> documentation = library.ReadDocumentation();
        library
            .PublicTypes.SelectMany(type => Library.PublicMembers(type).Where(member => !IsDocumentedByItsType(member)).Prepend(type))
            .Select(symbol => symbol.GetDocumentationCommentId()!)
            .Where(id => !SaysSomething(documentation.GetValueOrDefault(id)))
            .ShouldBeEmpty();
    }

    private static bool SaysSomething(XElement? member) =>
        member is not null && (member.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(member.Element("summary")?.Value));

    /// <summary>Parameters of a primary constructor are described on the type; a constructor without parameters has nothing to add.</summary>
    private static bool IsDocumentedByItsType(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && (constructor.Parameters.IsEmpty || constructor.ContainingType.IsRecord);
}
