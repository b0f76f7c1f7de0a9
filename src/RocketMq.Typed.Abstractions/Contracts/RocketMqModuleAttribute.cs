namespace RocketMq.Typed;

/// <summary>Names this assembly's module: the generator writes one facade, <c>{Name}Messages</c>, with a typed producer for every contract of the assembly.</summary>
/// <remarks>The facade lies in <see cref="Namespace"/>, by default in the longest namespace that all contracts of the assembly share.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RocketMqModuleAttribute(string name) : Attribute
{
    /// <summary>The module's name, a C# identifier, for example <c>Ordering</c>. It is also the default producer group of the facade.</summary>
    public string Name { get; } = name;

    /// <summary>The namespace of the generated facade; <see langword="null"/> (the default) means the contracts' common namespace.</summary>
    public string? Namespace { get; set; }
}
