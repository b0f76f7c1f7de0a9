using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RocketMq.Typed.Generators;

/// <summary>Generates contracts, codecs, producers and dispatch from the attributes of RocketMq.Typed.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RocketMqGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Parsed<ContractModel>> messages = Find(
            context,
            "RocketMessageAttribute",
            ContractParser.ParseMessage,
            StepNames.Messages
        );
        IncrementalValuesProvider<Parsed<ContractModel>> members = Find(
            context,
            "RocketContractAttribute",
            ContractParser.ParseMember,
            StepNames.Contracts
        );
        IncrementalValuesProvider<Parsed<GroupModel>> groups = Find(context, "ConsumerGroupAttribute", GroupParser.Parse, StepNames.Groups);
        IncrementalValuesProvider<Parsed<ModuleModel>> modules = Find(
            context,
            "RocketMqModuleAttribute",
            ModuleParser.Parse,
            StepNames.Module
        );

        IncrementalValuesProvider<ContractModel> messageModels = Models(messages, StepNames.ContractModels);
        context.RegisterSourceOutput(messageModels, EmitContract);
        context.RegisterSourceOutput(Models(members, StepNames.ContractModels), EmitContract);
        context.RegisterSourceOutput(Models(groups, StepNames.GroupModels), EmitGroup);
        EmitModule(context, Models(modules, StepNames.ModuleModels), messageModels);

        Report(context, messages);
        Report(context, members);
        Report(context, groups);
        Report(context, modules);
        ReportConflicts(context, messages, groups);
    }

    private static IncrementalValuesProvider<Parsed<T>> Find<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Parsed<T>?> parse,
        string stepName
    )
        where T : class =>
        context
            .SyntaxProvider.ForAttributeWithMetadataName(
                AttributeLookup.Typed + "." + attribute,
                static (node, _) => node is TypeDeclarationSyntax or CompilationUnitSyntax,
                parse
            )
            .Where(static parsed => parsed is not null)
            .WithTrackingName(stepName)!;

    private static IncrementalValuesProvider<T> Models<T>(IncrementalValuesProvider<Parsed<T>> parsed, string stepName)
        where T : class =>
        parsed.Select(static (item, _) => item.Model).Where(static model => model is not null).WithTrackingName(stepName)!;

    private static void EmitContract(SourceProductionContext context, ContractModel contract)
    {
        if (contract.Message is { } message)
            context.AddSource(contract.Type.FileName("Message"), MessageEmitter.Emit(contract, message));
        context.AddSource(contract.Type.FileName("MessagePack"), new MessagePackEmitter(contract).Emit());
        context.AddSource(contract.Type.FileName("Json"), new JsonEmitter(contract).Emit());
    }

    private static void EmitGroup(SourceProductionContext context, GroupModel group) =>
        context.AddSource(group.Type.FileName("Group"), new GroupEmitter(group).Emit());

    private static void EmitModule(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModuleModel> modules,
        IncrementalValuesProvider<ContractModel> messages
    )
    {
        IncrementalValueProvider<EquatableArray<ProducerRow>> rows = messages
            .Select(static (contract, _) => ToRow(contract))
            .Collect()
            .Select(static (all, _) => new EquatableArray<ProducerRow>([.. all.OrderBy(row => row.MetadataName, StringComparer.Ordinal)]))
            .WithTrackingName(StepNames.Producers);
        context.RegisterSourceOutput(
            modules.Combine(rows),
            static (output, pair) =>
            {
                var emitter = new ModuleEmitter(pair.Left, pair.Right);
                output.AddSource(emitter.ClassName + ".g.cs", emitter.Emit());
            }
        );
    }

    private static ProducerRow ToRow(ContractModel contract) =>
        new(
            contract.Type.FullName,
            contract.Type.Name,
            contract.Type.MetadataName,
            contract.Type.Namespace,
            contract.Message!.IsFifo,
            contract.Type.IsPublic
        );

    private static void Report<T>(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Parsed<T>> parsed)
        where T : class =>
        context.RegisterSourceOutput(
            parsed.SelectMany(static (item, _) => item.Problems).WithTrackingName(StepNames.Problems),
            static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic())
        );

    private static void ReportConflicts(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<Parsed<ContractModel>> messages,
        IncrementalValuesProvider<Parsed<GroupModel>> groups
    )
    {
        IncrementalValueProvider<ImmutableArray<Claim>> contracts = messages.SelectMany(static (item, _) => Claims.Of(item)).Collect();
        IncrementalValueProvider<ImmutableArray<Claim>> names = groups.SelectMany(static (item, _) => Claims.Of(item)).Collect();
        RegisterConflicts(context, contracts, Claims.FindDuplicateContracts);
        RegisterConflicts(context, names, Claims.FindDuplicateGroups);
    }

    private static void RegisterConflicts(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<ImmutableArray<Claim>> claims,
        Func<ImmutableArray<Claim>, EquatableArray<Problem>> find
    ) =>
        context.RegisterSourceOutput(
            claims.SelectMany((all, _) => find(all)).WithTrackingName(StepNames.Conflicts),
            static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic())
        );
}
