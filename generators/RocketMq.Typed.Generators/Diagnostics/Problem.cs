using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>A diagnostic that is still to be reported, comparable by content.</summary>
internal sealed record Problem(DiagnosticDescriptor Rule, LocationInfo? Location, EquatableArray<string> Arguments)
{
    public static Problem Create(DiagnosticDescriptor rule, Location? location, params string[] arguments) =>
        new(rule, LocationInfo.From(location), new EquatableArray<string>(arguments));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rule, Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None, [.. Arguments]);
}
