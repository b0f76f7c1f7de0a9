using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Analyzers;

/// <summary>The framework's types as one compilation sees them, and what its attributes say about contracts and groups.</summary>
internal sealed class TypedSymbols
{
    private const string Namespace = "RocketMq.Typed.";
    private const string HandlerName = "HandleAsync";

    private readonly INamedTypeSymbol _consumerGroup;
    private readonly INamedTypeSymbol _rocketMessage;
    private readonly INamedTypeSymbol _messageKey;
    private readonly object? _orderly;
    private readonly object? _normal;
    private readonly object? _fifo;

    private TypedSymbols(Func<string, INamedTypeSymbol> get)
    {
        _consumerGroup = get("ConsumerGroupAttribute");
        _rocketMessage = get("RocketMessageAttribute");
        _messageKey = get("MessageKeyAttribute");
        OrderKey = get("OrderKeyAttribute");
        MessageKind = get("MessageKind");
        _normal = ValueOf(MessageKind, "Normal");
        _fifo = ValueOf(MessageKind, "Fifo");
        _orderly = ValueOf(get("ConsumeMode"), "Orderly");
    }

    /// <summary>The attribute that marks a contract's order key.</summary>
    public INamedTypeSymbol OrderKey { get; }

    /// <summary>The enumeration that says how a contract's messages are placed on queues.</summary>
    public INamedTypeSymbol MessageKind { get; }

    /// <summary>Null where the framework is not referenced: then there is nothing to analyze.</summary>
    public static TypedSymbols? Find(Compilation compilation)
    {
        IAssemblySymbol? abstractions = compilation.GetTypeByMetadataName(Namespace + "ConsumerGroupAttribute")?.ContainingAssembly;
        return abstractions is null ? null : new TypedSymbols(name => abstractions.GetTypeByMetadataName(Namespace + name)!);
    }

    public AttributeData? FindGroup(INamedTypeSymbol type) => FindAttribute(type, _consumerGroup);

    public AttributeData? FindContract(ITypeSymbol type) => FindAttribute(type, _rocketMessage);

    public bool IsOrderly(AttributeData group) => Equals(Argument(group, "Mode"), _orderly);

    public bool IsFifo(AttributeData contract) => Equals(Argument(contract, "Kind"), _fifo);

    /// <summary>Whether the contract is of the default kind, said or not.</summary>
    public bool IsNormal(AttributeData contract) => Argument(contract, "Kind") is not { } kind || Equals(kind, _normal);

    public bool IsOrderKey(ISymbol member) => IsMarked(member, OrderKey);

    public bool IsMessageKey(ISymbol member) => IsMarked(member, _messageKey);

    /// <summary>The parameters by which a group's handlers take their contracts.</summary>
    public ImmutableArray<IParameterSymbol> FindHandledContracts(INamedTypeSymbol group) =>
        [
            .. group
                .GetMembers(HandlerName)
                .OfType<IMethodSymbol>()
                .Where(method => !method.Parameters.IsEmpty && FindContract(method.Parameters[0].Type) is not null)
                .Select(method => method.Parameters[0]),
        ];

    /// <summary>A positional record's attribute may stand on the parameter that the property comes from.</summary>
    private static bool IsMarked(ISymbol member, INamedTypeSymbol attribute) =>
        FindAttribute(member, attribute) is not null
        || member
            .ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Any(parameter => parameter.Name == member.Name && FindAttribute(parameter, attribute) is not null);

    private static AttributeData? FindAttribute(ISymbol symbol, INamedTypeSymbol attribute) =>
        symbol.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute));

    private static object? Argument(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static object? ValueOf(INamedTypeSymbol enumeration, string name) =>
        enumeration.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue;
}
