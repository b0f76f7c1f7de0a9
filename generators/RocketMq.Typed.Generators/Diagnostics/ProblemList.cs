using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Collects what is wrong with one declaration.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    public void Add(DiagnosticDescriptor rule, Location? location, params string[] arguments) =>
        _problems.Add(Problem.Create(rule, location, arguments));

    public EquatableArray<Problem> ToEquatable() => new([.. _problems]);
}
