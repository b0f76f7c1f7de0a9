using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Makes the generator's rules: all of them are errors, because without generated code nothing else compiles or runs.</summary>
internal static class RuleFactory
{
    public static DiagnosticDescriptor Create(string id, string title, string message, string category) =>
        new(
            id,
            title,
            message,
            category,
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: $"docs/rules/{id}.md", // the path in the repository, as RuleDocumentation of the analyzers gives it
            customTags: WellKnownDiagnosticTags.NotConfigurable
        );
}
