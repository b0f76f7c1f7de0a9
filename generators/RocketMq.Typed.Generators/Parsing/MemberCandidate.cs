using Microsoft.CodeAnalysis;

namespace RocketMq.Typed.Generators;

/// <summary>A property or field that may be part of a body, while its contract is parsed.</summary>
internal sealed class MemberCandidate(ISymbol symbol, ITypeSymbol type, IParameterSymbol? parameter)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    /// <summary>The parameter of the same name of the constructor that is used.</summary>
    public IParameterSymbol? Parameter { get; set; } = parameter;

    public bool IsRequired => Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    public bool IsInitOnly => Symbol is IPropertySymbol { SetMethod.IsInitOnly: true };

    /// <summary>Whether generated code, which lies outside the type, can assign it.</summary>
    public bool IsAssignable =>
        Symbol switch
        {
            IPropertySymbol { SetMethod: { } setter } => IsReachable(setter),
            IFieldSymbol { IsReadOnly: false } => IsReachable(Symbol),
            _ => false,
        };

    public AttributeData? Find(string @namespace, string name) =>
        AttributeLookup.Find(Symbol, @namespace, name) ?? (Parameter is null ? null : AttributeLookup.Find(Parameter, @namespace, name));

    public static bool IsReachable(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
