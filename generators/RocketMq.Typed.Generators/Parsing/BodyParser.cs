using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Reads the members of a contract's body and how a contract is made from them.</summary>
internal sealed class BodyParser
{
    private readonly INamedTypeSymbol _type;
    private readonly ProblemList _problems;
    private readonly List<MemberCandidate> _candidates;
    private readonly IMethodSymbol? _constructor;
    private readonly List<MemberModel> _members = [];
    private readonly HashSet<string> _locals = new(StringComparer.OrdinalIgnoreCase);

    public BodyParser(INamedTypeSymbol type, ProblemList problems)
    {
        _type = type;
        _problems = problems;
        _candidates = MemberCollector.Collect(type);
        _constructor = ConstructorParser.Choose(type, _candidates);
    }

    /// <summary>The members as found, for keys and properties.</summary>
    public IReadOnlyList<MemberCandidate> Candidates => _candidates;

    /// <summary>Whether the body is an array by index.</summary>
    public bool IsArray { get; private set; }

    public EquatableArray<MemberModel> Members =>
        new([.. IsArray ? _members.OrderBy(member => member.Index) : (IEnumerable<MemberModel>)_members]);

    public EquatableArray<string> ConstructorLocals =>
        new([.. _constructor!.Parameters.Select(parameter => LocalOf(ConstructorParser.MemberOf(parameter, _candidates)!))]);

    public void Parse(CancellationToken cancellationToken)
    {
        string name = _type.ToDisplayString(Formats.Message);
        if (_constructor is null)
        {
            _problems.Add(
                ContractRules.MemberCannotBeSet,
                _type.Locations[0],
                name,
                "no public or internal constructor takes parameters that all have a member of the same name and type"
            );
            return;
        }

        foreach (IParameterSymbol parameter in _constructor.Parameters)
            ConstructorParser.MemberOf(parameter, _candidates)!.Parameter = parameter;
        var keys = new KeyAssignment(_type, _candidates, _problems, IsPartOfBody);
        IsArray = keys.IsArray;
        foreach (MemberCandidate candidate in _candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (keys.TryGet(candidate, out int index, out string mapKey))
                Add(candidate, index, mapKey);
        }

        MarkExactJsonNames();
    }

    // A member that nothing can set is computed from others: it is no part of the body, unless a key says that it is.
    private bool IsPartOfBody(MemberCandidate candidate) => candidate.IsAssignable || IsConstructorParameter(candidate);

    private void Add(MemberCandidate candidate, int index, string mapKey)
    {
        if (!MemberCandidate.IsReachable(candidate.Symbol) || !IsPartOfBody(candidate))
        {
            string reason =
                $"member '{candidate.Name}' has a key, but neither a reachable getter and setter nor a constructor parameter of its name and type";
            _problems.Add(ContractRules.MemberCannotBeSet, candidate.Symbol.Locations[0], _type.ToDisplayString(Formats.Message), reason);
            return;
        }

        if (TypeShapeParser.Parse(candidate.Type, out string objection) is not { } shape)
        {
            _problems.Add(
                ContractRules.UnsupportedMemberType,
                candidate.Symbol.Locations[0],
                candidate.Name,
                candidate.Type.ToDisplayString(Formats.Message),
                objection
            );
            return;
        }

        _members.Add(
            new MemberModel(
                candidate.Name,
                shape,
                index,
                mapKey,
                JsonNameOf(candidate),
                ExactJsonName: false,
                SettingOf(candidate),
                IsConstructorParameter(candidate) ? DefaultValues.Of(candidate.Parameter!, shape) : DefaultValues.None,
                candidate.Symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                NewLocal(candidate.Name)
            )
        );
    }

    private MemberSetting SettingOf(MemberCandidate candidate)
    {
        if (candidate.IsRequired && candidate.IsAssignable && !ConstructorParser.SetsRequiredMembers(_constructor!))
            return MemberSetting.Initializer;
        if (IsConstructorParameter(candidate))
            return MemberSetting.Constructor;
        if (!candidate.IsInitOnly)
            return MemberSetting.Assignment;

        // The runtime finds unsafe accessors of a generic type only by its open form.
        return candidate.Symbol.ContainingType.IsGenericType ? MemberSetting.InitializerOrDefault : MemberSetting.InitAccessor;
    }

    private bool IsConstructorParameter(MemberCandidate candidate) =>
        candidate.Parameter is { } parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _constructor);

    private static string JsonNameOf(MemberCandidate candidate) =>
        candidate.Find("System.Text.Json.Serialization", "JsonPropertyNameAttribute") is { } attribute
        && AttributeLookup.Argument(attribute, 0) is string name
            ? name
            : Identifiers.CamelCase(candidate.Name);

    private string NewLocal(string name)
    {
        string local = Identifiers.CamelCase(name) + "Value";
        if (!_locals.Add(local))
        {
            local += _locals.Count;
            _locals.Add(local);
        }

        return local;
    }

    private string LocalOf(MemberCandidate candidate) => _members.Single(member => member.Name == candidate.Name).Local;

    private void MarkExactJsonNames()
    {
        for (int i = 0; i < _members.Count; i++)
        {
            MemberModel member = _members[i];
            if (
                _members.Any(other => other != member && string.Equals(other.JsonName, member.JsonName, StringComparison.OrdinalIgnoreCase))
            )
                _members[i] = member with { ExactJsonName = true };
        }
    }
}
