using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Finds what two declarations of one assembly claim, each for itself: a topic with a tag, or a consumer group.</summary>
internal static class Claims
{
    public static IEnumerable<Claim> Of(Parsed<ContractModel> contract)
    {
        if (contract.Model is not { Message: { } message } model)
            yield break;
        string subject = message.Tag is null ? $"topic '{message.Topic}' without a tag" : $"tag '{message.Tag}' of topic '{message.Topic}'";
        yield return new Claim(subject, model.Type.MetadataName, contract.Location);
    }

    public static IEnumerable<Claim> Of(Parsed<GroupModel> group)
    {
        if (group.Model is { } model)
            yield return new Claim(model.Group, model.Type.MetadataName, group.Location);
    }

    public static EquatableArray<Problem> FindDuplicateContracts(ImmutableArray<Claim> claims) =>
        Find(claims, ContractRules.DuplicateTopicAndTag);

    public static EquatableArray<Problem> FindDuplicateGroups(ImmutableArray<Claim> claims) => Find(claims, GroupRules.DuplicateGroup);

    private static EquatableArray<Problem> Find(ImmutableArray<Claim> claims, DiagnosticDescriptor rule)
    {
        var first = new Dictionary<string, Claim>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (Claim claim in claims.OrderBy(claim => claim.Owner, StringComparer.Ordinal))
        {
            if (first.TryGetValue(claim.Subject, out Claim? owner))
                problems.Add(new Problem(rule, claim.Location, new EquatableArray<string>([owner.Owner, claim.Owner, claim.Subject])));
            else
                first.Add(claim.Subject, claim);
        }

        return new EquatableArray<Problem>([.. problems]);
    }
}
