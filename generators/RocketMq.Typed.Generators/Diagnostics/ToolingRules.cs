using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>RMQ9xxx: what the generator needs around it.</summary>
internal static class ToolingRules
{
    public static readonly DiagnosticDescriptor LanguageTooOld = Rule(
        "RMQ9001",
        "C# version is too old",
        "The code generated for '{0}' needs C# 12 or later, but the project compiles with C# {1}; raise <LangVersion>"
    );

    public static readonly DiagnosticDescriptor RuntimeMissing = Rule(
        "RMQ9002",
        "RocketMq.Typed is not referenced",
        "Code for {0} '{1}' needs a reference to RocketMq.Typed; RocketMq.Typed.Abstractions alone is enough for contracts only"
    );

    public static readonly DiagnosticDescriptor InvalidModuleName = Rule(
        "RMQ9003",
        "Module name is not an identifier",
        "The module name '{0}' cannot begin the class name '{0}Messages'; use a C# identifier"
    );

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        RuleFactory.Create(id, title, message, "RocketMq.Tooling");
}
