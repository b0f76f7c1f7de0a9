using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RocketMq.Typed.Analyzers.Ordering;

/// <summary>RMQ3001: a group that promises order handles a contract that is sent without one.</summary>
/// <remarks>
/// A warning, not an error: a producer elsewhere may choose the queue by a key that this contract does not show.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OrderKeyMissingAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        RuleIds.OrderKeyMissing,
        title: "Orderly handler of a contract without an order key",
        messageFormat: "'{0}' is an orderly group, but '{1}' is sent without an order key: messages that belong together lie on several queues "
            + "and may be handled out of order; mark the key of '{1}' with [OrderKey] and set Kind = MessageKind.Fifo",
        category: "RocketMq.Ordering",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Orderly consumption keeps the order of one queue. Only an order key puts messages that belong together on one queue.",
        helpLinkUri: RuleDocumentation.PageOf(RuleIds.OrderKeyMissing)
    );

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (TypedSymbols.Find(start.Compilation) is { } symbols)
                start.RegisterSymbolAction(symbol => Analyze(symbol, symbols), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, TypedSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (symbols.FindGroup(type) is not { } group || !symbols.IsOrderly(group))
            return;
        foreach (IParameterSymbol parameter in symbols.FindHandledContracts(type))
        {
            if (symbols.FindContract(parameter.Type) is { } contract && !symbols.IsFifo(contract))
                context.ReportDiagnostic(
                    Diagnostic.Create(Rule, LocateType(parameter, context.CancellationToken), type.Name, parameter.Type.Name)
                );
        }
    }

    private static Location LocateType(IParameterSymbol parameter, CancellationToken cancellationToken) =>
        parameter.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : parameter.Locations[0];
}
