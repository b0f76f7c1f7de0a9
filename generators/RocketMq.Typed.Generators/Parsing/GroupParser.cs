using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Turns a class with <c>[ConsumerGroup]</c> into a group's model, or into the reasons why there is none.</summary>
internal static class GroupParser
{
    private const string HandlerName = "HandleAsync";

    public static Parsed<GroupModel>? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = AttributeLookup.Find(type, AttributeLookup.Typed, "ConsumerGroupAttribute")!;
        if (!ContractParser.IsFirstPart(context, attribute))
            return null;
        var problems = new ProblemList();
        if (!TypeIdentityParser.Check(type, GroupRules.MustBePartial, GroupRules.UnsupportedGroupType, problems, cancellationToken))
            return new Parsed<GroupModel>(null, LocationInfo.From(type.Locations[0]), problems.ToEquatable());
        TypeIdentityParser.CheckLanguage(context.TargetNode.SyntaxTree, type, problems);
        string group = AttributeLookup.Argument(attribute, 0) as string ?? "";
        Location? location = AttributeLookup.LocationOf(attribute, cancellationToken);
        if (NameRules.ObjectionToGroup(group) is { } objection)
            problems.Add(GroupRules.InvalidGroup, location, group, objection);
        if (context.SemanticModel.Compilation.GetTypeByMetadataName("RocketMq.Typed.IMessageHandlers`1") is null)
            problems.Add(ToolingRules.RuntimeMissing, location, "the consumer group", group);
        bool isOrderly = AttributeLookup.Named(attribute, "Mode") is 1;
        HandlerModel[] handlers = ParseHandlers(type, isOrderly, problems, cancellationToken);
        GroupModel? model = problems.IsEmpty ? Create(type, attribute, group, isOrderly, handlers) : null;
        return new Parsed<GroupModel>(model, LocationInfo.From(location), problems.ToEquatable());
    }

    private static GroupModel Create(
        INamedTypeSymbol type,
        AttributeData attribute,
        string group,
        bool isOrderly,
        HandlerModel[] handlers
    ) =>
        new(
            TypeIdentityParser.Parse(type),
            group,
            isOrderly,
            AttributeLookup.Named(attribute, "MaxAttempts") as int? ?? 0,
            AttributeLookup.Named(attribute, "UnknownTags") as int? ?? 0,
            AttributeLookup.Named(attribute, "UndecodableBodies") as int? ?? 0,
            new EquatableArray<HandlerModel>(handlers)
        );

    private static HandlerModel[] ParseHandlers(
        INamedTypeSymbol type,
        bool isOrderly,
        ProblemList problems,
        CancellationToken cancellationToken
    )
    {
        var parser = new HandlerParser(type, isOrderly, problems);
        bool any = false;
        foreach (ISymbol member in type.GetMembers(HandlerName))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
            {
                any = true;
                parser.Add(method);
            }
        }

        if (!any)
            problems.Add(GroupRules.NoHandler, type.Locations[0], type.ToDisplayString(Formats.Message));
        return parser.ToArray();
    }
}
