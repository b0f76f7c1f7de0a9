using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>Reads the handler methods of one group and checks their signatures.</summary>
internal sealed class HandlerParser(INamedTypeSymbol type, bool isOrderly, ProblemList problems)
{
    private readonly List<HandlerModel> _handlers = [];
    private readonly HashSet<string> _claims = new(StringComparer.Ordinal);
    private readonly HashSet<string> _methodNames = new(StringComparer.Ordinal);

    public HandlerModel[] ToArray() => [.. _handlers];

    public void Add(IMethodSymbol method)
    {
        // The compiler says by itself that it does not know the type.
        if (method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error) || method.ReturnType.TypeKind == TypeKind.Error)
            return;
        if (ObjectionToShape(method) is { } objection)
        {
            problems.Add(GroupRules.InvalidSignature, method.Locations[0], method.ToDisplayString(Formats.Message), objection);
            return;
        }

        var contract = (INamedTypeSymbol)method.Parameters[0].Type;
        (string topic, string? tag) = MessageParser.ReadTopicAndTag(MessageAttributeOf(contract)!);
        if (!_claims.Add(topic + "\n" + tag))
        {
            string subject = tag is null ? $"topic '{topic}'" : $"tag '{tag}' of topic '{topic}'";
            problems.Add(GroupRules.DuplicateHandler, method.Locations[0], type.ToDisplayString(Formats.Message), subject);
        }

        int parameters = method.Parameters.Length;
        _handlers.Add(
            new HandlerModel(
                contract.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                MethodNameFor(contract),
                topic,
                tag,
                method.IsStatic,
                HasContext: parameters == 3,
                HasToken: parameters >= 2,
                HasResult: HasResult(method)
            )
        );
    }

    private string? ObjectionToShape(IMethodSymbol method)
    {
        if (method.Arity > 0)
            return "is generic";
        if (method.Parameters.IsEmpty)
            return "takes no message";
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            return "takes a parameter by reference";
        if (method.Parameters[0].Type is not INamedTypeSymbol contract || MessageAttributeOf(contract) is null)
            return $"takes '{method.Parameters[0].Type.ToDisplayString(Formats.Message)}', which is no contract with [RocketMessage]";
        return ObjectionToRest(method) ?? ObjectionToReturn(method);
    }

    private static string? ObjectionToRest(IMethodSymbol method)
    {
        int count = method.Parameters.Length;
        bool fits = count switch
        {
            1 => true,
            2 => Is(method.Parameters[1].Type, "System.Threading", "CancellationToken"),
            3 => Is(method.Parameters[1].Type, AttributeLookup.Typed, "ReceiveContext")
                && Is(method.Parameters[2].Type, "System.Threading", "CancellationToken"),
            _ => false,
        };
        return fits ? null : "has other parameters than the message, the context and the token, in this order";
    }

    private string? ObjectionToReturn(IMethodSymbol method)
    {
        if (method.ReturnType is not INamedTypeSymbol result || !IsTask(result))
            return $"returns '{method.ReturnType.ToDisplayString(Formats.Message)}'";
        if (result.Arity == 0)
            return null;
        bool isOrderlyResult = Is(result.TypeArguments[0], AttributeLookup.Typed, "OrderlyResult");
        bool isConcurrentResult = Is(result.TypeArguments[0], AttributeLookup.Typed, "ConcurrentResult");
        if (!isOrderlyResult && !isConcurrentResult)
            return $"returns '{result.ToDisplayString(Formats.Message)}'";
        if (isOrderlyResult != isOrderly)
            ReportOtherMode(method, isOrderlyResult ? "OrderlyResult" : "ConcurrentResult");
        return null;
    }

    private void ReportOtherMode(IMethodSymbol method, string result) =>
        problems.Add(
            GroupRules.ResultOfOtherMode,
            method.Locations[0],
            method.ToDisplayString(Formats.Message),
            result,
            type.ToDisplayString(Formats.Message),
            isOrderly ? "orderly" : "concurrent",
            isOrderly ? "ValueTask<OrderlyResult>" : "ValueTask<ConcurrentResult>"
        );

    // The contract's name, numbered when the group handles two of one name.
    private string MethodNameFor(INamedTypeSymbol contract)
    {
        string name = contract.Name + "Async";
        for (int number = 2; !_methodNames.Add(name); number++)
            name = contract.Name + number + "Async";
        return name;
    }

    private static bool HasResult(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { Arity: 1 };

    private static bool IsTask(INamedTypeSymbol result) =>
        result is { Name: "ValueTask", Arity: 0 or 1 } or { Name: "Task", Arity: 0 or 1 }
        && AttributeLookup.IsNamespace(result.ContainingNamespace, "System.Threading.Tasks");

    private static bool Is(ITypeSymbol candidate, string @namespace, string name) =>
        candidate.Name == name && AttributeLookup.IsNamespace(candidate.ContainingNamespace, @namespace);

    private static AttributeData? MessageAttributeOf(INamedTypeSymbol contract) =>
        AttributeLookup.Find(contract, AttributeLookup.Typed, "RocketMessageAttribute");
}
