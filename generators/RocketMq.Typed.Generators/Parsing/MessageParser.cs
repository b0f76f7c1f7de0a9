using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Reads what a message contract has beyond its body: topic, tag, kind, order key, keys and properties.</summary>
internal static class MessageParser
{
    public static MessageFacts Parse(
        INamedTypeSymbol type,
        AttributeData attribute,
        IReadOnlyList<MemberCandidate> members,
        ProblemList problems,
        CancellationToken cancellationToken
    )
    {
        Location? location = AttributeLookup.LocationOf(attribute, cancellationToken) ?? type.Locations[0];
        (string topic, string? tag) = ReadTopicAndTag(attribute);
        ReportName(NameRules.ObjectionToTopic(topic), "topic", topic, location, problems);
        if (tag is not null)
            ReportName(NameRules.ObjectionToTag(tag), "tag", tag, location, problems);
        bool isFifo = AttributeLookup.Named(attribute, "Kind") is 1;
        return new MessageFacts(
            topic,
            tag,
            isFifo,
            AttributeLookup.Named(attribute, "Format") is 1,
            ParseOrderKey(type, isFifo, members, problems),
            new EquatableArray<TextMember>([.. ParseKeys(members, problems)]),
            new EquatableArray<TextMember>([.. ParseProperties(members, problems)])
        );
    }

    public static (string Topic, string? Tag) ReadTopicAndTag(AttributeData attribute) =>
        (AttributeLookup.Argument(attribute, 0) as string ?? "", AttributeLookup.Named(attribute, "Tag") as string);

    private static TextMember? ParseOrderKey(
        INamedTypeSymbol type,
        bool isFifo,
        IReadOnlyList<MemberCandidate> members,
        ProblemList problems
    )
    {
        string contract = type.ToDisplayString(Formats.Message);
        MemberCandidate? key = null;
        foreach (MemberCandidate member in members)
        {
            if (member.Find(AttributeLookup.Typed, "OrderKeyAttribute") is null)
                continue;
            if (!isFifo)
                problems.Add(
                    ContractRules.MisplacedOrderKey,
                    LocationOf(member),
                    member.Name,
                    contract,
                    "only contracts of kind Fifo are sent by key; set Kind = MessageKind.Fifo"
                );
            else if (key is not null)
                problems.Add(
                    ContractRules.MisplacedOrderKey,
                    LocationOf(member),
                    member.Name,
                    contract,
                    $"'{key.Name}' is the order key already; a message has one"
                );
            else
                key = member;
        }

        if (key is not null)
            return ToOrderKey(key, problems);
        if (isFifo)
            problems.Add(ContractRules.MissingOrderKey, type.Locations[0], contract);
        return null;
    }

    private static TextMember? ToOrderKey(MemberCandidate member, ProblemList problems)
    {
        TextKind kind = TextKinds.Of(member.Type);
        if (TextKinds.IsOrderKey(kind) && MemberCandidate.IsReachable(member.Symbol))
            return new TextMember(member.Name, kind, IsNullableValue: false, "");
        ReportText(member, "the order key", TextKinds.OrderKeyTypes, problems);
        return null;
    }

    private static IEnumerable<TextMember> ParseKeys(IReadOnlyList<MemberCandidate> members, ProblemList problems)
    {
        foreach (MemberCandidate member in members)
        {
            if (
                member.Find(AttributeLookup.Typed, "MessageKeyAttribute") is not null
                && ToText(member, "", "a message key", problems) is { } text
            )
                yield return text;
        }
    }

    private static IEnumerable<TextMember> ParseProperties(IReadOnlyList<MemberCandidate> members, ProblemList problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (MemberCandidate member in members)
        {
            if (member.Find(AttributeLookup.Typed, "MessagePropertyAttribute") is not { } attribute)
                continue;
            string name = AttributeLookup.Argument(attribute, 0) as string ?? "";
            string? objection = NameRules.ObjectionToProperty(name) ?? (names.Add(name) ? null : "another member has it");
            ReportName(objection, "property name", name, LocationOf(member), problems);
            if (ToText(member, name, "a message property", problems) is { } text)
                yield return text;
        }
    }

    private static TextMember? ToText(MemberCandidate member, string propertyName, string use, ProblemList problems)
    {
        (ITypeSymbol type, bool isNullableValue) = TextKinds.Unwrap(member.Type);
        TextKind kind = TextKinds.Of(type);
        if (kind != TextKind.None && MemberCandidate.IsReachable(member.Symbol))
            return new TextMember(member.Name, kind, isNullableValue, propertyName);
        ReportText(member, use, TextKinds.PropertyTypes, problems);
        return null;
    }

    private static void ReportText(MemberCandidate member, string use, string supported, ProblemList problems) =>
        problems.Add(
            ContractRules.UnsupportedTextType,
            LocationOf(member),
            member.Name,
            member.Type.ToDisplayString(Formats.Message),
            use,
            supported
        );

    private static void ReportName(string? objection, string what, string name, Location? location, ProblemList problems)
    {
        if (objection is not null)
            problems.Add(ContractRules.InvalidName, location, what, name, objection);
    }

    private static Location LocationOf(MemberCandidate member) => member.Symbol.Locations[0];
}
