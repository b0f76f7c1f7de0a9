using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RocketMq.Typed.Generators;

/// <summary>Reads <c>[assembly: RocketMqModule]</c>.</summary>
internal static class ModuleParser
{
    public static Parsed<ModuleModel>? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        AttributeData? attribute = AttributeLookup.Find(context.TargetSymbol, AttributeLookup.Typed, "RocketMqModuleAttribute");
        if (
            attribute is null
            || AttributeLookup.Argument(attribute, 0) is not string name
            || !ContractParser.IsFirstPart(context, attribute)
        )
            return null;
        Location? location = AttributeLookup.LocationOf(attribute, cancellationToken);
        var problems = new ProblemList();
        if (!SyntaxFacts.IsValidIdentifier(name + "Messages"))
            problems.Add(ToolingRules.InvalidModuleName, location, name);
        if (context.SemanticModel.Compilation.GetTypeByMetadataName("RocketMq.Typed.IProducer`1") is null)
            problems.Add(ToolingRules.RuntimeMissing, location, "the module", name);
        ModuleModel? model = problems.IsEmpty ? new ModuleModel(name, AttributeLookup.Named(attribute, "Namespace") as string) : null;
        return new Parsed<ModuleModel>(model, LocationInfo.From(location), problems.ToEquatable());
    }
}
