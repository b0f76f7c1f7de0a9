using Microsoft.CodeAnalysis;

namespace RocketMq.Protocol.Generators;

/// <summary>Emits the wire codec of every struct marked as request or response header.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HeaderGenerator : IIncrementalGenerator
{
    /// <summary>The name under which tests observe the parsed models.</summary>
    public const string ModelStep = "HeaderModels";

    private const string AttributeNamespace = "RocketMq.Protocol.";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, "RequestHeaderAttribute");
        Register(context, "ResponseHeaderAttribute");
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string attribute)
    {
        IncrementalValuesProvider<HeaderModel> headers = context
            .SyntaxProvider.ForAttributeWithMetadataName(AttributeNamespace + attribute, static (_, _) => true, HeaderParser.Parse)
            .WithTrackingName(ModelStep);
        context.RegisterSourceOutput(
            headers,
            static (output, header) => output.AddSource(header.Name + ".g.cs", HeaderEmitter.Emit(header))
        );
    }
}
