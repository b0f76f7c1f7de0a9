using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Turns a marked type into a contract's model, or into the reasons why there is none.</summary>
internal static class ContractParser
{
    /// <summary>Parses a type with <c>[RocketMessage]</c>.</summary>
    public static Parsed<ContractModel>? ParseMessage(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = AttributeLookup.Find(type, AttributeLookup.Typed, "RocketMessageAttribute")!;
        return IsFirstPart(context, attribute) ? Parse(type, attribute, context, cancellationToken) : null;
    }

    /// <summary>Parses a type with <c>[RocketContract]</c>; a message contract is parsed as such.</summary>
    public static Parsed<ContractModel>? ParseMember(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        bool isMessage = AttributeLookup.Has(type, AttributeLookup.Typed, "RocketMessageAttribute");
        AttributeData attribute = AttributeLookup.Find(type, AttributeLookup.Typed, "RocketContractAttribute")!;
        return !isMessage && IsFirstPart(context, attribute) ? Parse(type, null, context, cancellationToken) : null;
    }

    // Two parts of one type can both carry the attribute, which the compiler reports; the type is then generated for the first part only.
    public static bool IsFirstPart(GeneratorAttributeSyntaxContext context, AttributeData first) =>
        first.ApplicationSyntaxReference is { } application
        && application.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(application.Span);

    private static Parsed<ContractModel> Parse(
        INamedTypeSymbol type,
        AttributeData? message,
        GeneratorAttributeSyntaxContext context,
        CancellationToken cancellationToken
    )
    {
        var problems = new ProblemList();
        if (
            !TypeIdentityParser.Check(type, ContractRules.MustBePartial, ContractRules.UnsupportedContractType, problems, cancellationToken)
        )
            return new Parsed<ContractModel>(null, LocationInfo.From(type.Locations[0]), problems.ToEquatable());
        TypeIdentityParser.CheckLanguage(context.TargetNode.SyntaxTree, type, problems);
        var body = new BodyParser(type, problems);
        body.Parse(cancellationToken);
        MessageFacts? facts = message is null ? null : MessageParser.Parse(type, message, body.Candidates, problems, cancellationToken);
        ContractModel? model = problems.IsEmpty
            ? new ContractModel(TypeIdentityParser.Parse(type), facts, body.IsArray, body.Members, body.ConstructorLocals)
            : null;
        return new Parsed<ContractModel>(model, LocationInfo.From(type.Locations[0]), problems.ToEquatable());
    }
}
