using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Decides which members are in the body and under which keys: all by index, all by given names, or all by their own names.</summary>
internal sealed class KeyAssignment
{
    private readonly INamedTypeSymbol _type;
    private readonly ProblemList _problems;
    private readonly Dictionary<MemberCandidate, (int Index, string Name)> _keys = [];

    public KeyAssignment(
        INamedTypeSymbol type,
        IReadOnlyList<MemberCandidate> candidates,
        ProblemList problems,
        Func<MemberCandidate, bool> isPartOfBody
    )
    {
        _type = type;
        _problems = problems;
        bool hasKeys = candidates.Any(candidate => KeyParser.Find(candidate) is not null);
        bool isKeyedByName = !hasKeys || KeyParser.IsKeyedByName(type);
        foreach (MemberCandidate candidate in candidates)
        {
            if (KeyParser.Find(candidate) is { } attribute)
                AddKeyed(candidate, attribute);
            else if (isPartOfBody(candidate))
                AddUnkeyed(candidate, isKeyedByName);
        }

        // MessagePack-CSharp writes a type without members as an empty array.
        IsArray = _keys.Count == 0 || _keys.Values.Any(key => key.Index >= 0);
        ReportMixedKeys();
        ReportDuplicates();
    }

    public bool IsArray { get; }

    public bool TryGet(MemberCandidate candidate, out int index, out string name)
    {
        bool found = _keys.TryGetValue(candidate, out (int Index, string Name) key);
        (index, name) = found ? key : (-1, "");
        return found;
    }

    private void AddKeyed(MemberCandidate candidate, AttributeData attribute)
    {
        switch (KeyParser.Read(attribute))
        {
            case (int index, _) when index is < 0 or > KeyParser.MaxIndex:
                Report(ContractRules.InvalidKey, candidate, candidate.Name, $"{index} is not an index from 0 to {KeyParser.MaxIndex}");
                break;
            case (int index, _):
                _keys.Add(candidate, (index, candidate.Name));
                break;
            case (_, { Length: > 0 } name):
                _keys.Add(candidate, (-1, name));
                break;
            case (_, ""):
                Report(ContractRules.InvalidKey, candidate, candidate.Name, "a name must not be empty");
                break;
        }
    }

    private void AddUnkeyed(MemberCandidate candidate, bool isKeyedByName)
    {
        if (isKeyedByName)
            _keys.Add(candidate, (-1, candidate.Name));
        else
            Report(ContractRules.MissingKey, candidate, candidate.Name, _type.ToDisplayString(Formats.Message));
    }

    private void ReportMixedKeys()
    {
        if (!IsArray)
            return;
        foreach (KeyValuePair<MemberCandidate, (int Index, string Name)> entry in _keys)
        {
            if (entry.Value.Index < 0)
                Report(
                    ContractRules.InvalidKey,
                    entry.Key,
                    entry.Key.Name,
                    "other members have indexes, and a body is either an array or a map"
                );
        }
    }

    private void ReportDuplicates()
    {
        var owners = new Dictionary<string, MemberCandidate>(StringComparer.Ordinal);
        foreach (KeyValuePair<MemberCandidate, (int Index, string Name)> entry in _keys)
        {
            string key =
                entry.Value.Index >= 0
                    ? entry.Value.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : Identifiers.Literal(entry.Value.Name);
            if (owners.TryGetValue(key, out MemberCandidate? owner))
                Report(ContractRules.DuplicateKey, entry.Key, owner.Name, entry.Key.Name, _type.ToDisplayString(Formats.Message), key);
            else
                owners.Add(key, entry.Key);
        }
    }

    private void Report(DiagnosticDescriptor rule, MemberCandidate candidate, params string[] arguments) =>
        _problems.Add(rule, candidate.Symbol.Locations[0], arguments);
}
