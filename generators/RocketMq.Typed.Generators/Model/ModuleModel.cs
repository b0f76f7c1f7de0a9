namespace RocketMq.Typed.Generators;

/// <summary>The assembly's module.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Namespace">The facade's namespace, or <see langword="null"/> for the contracts' common one.</param>
internal sealed record ModuleModel(string Name, string? Namespace);
