namespace RocketMq.Typed.Generators;

/// <summary>The names of the pipeline's steps, by which tests follow what is recomputed.</summary>
internal static class StepNames
{
    public const string Messages = nameof(Messages);
    public const string Contracts = nameof(Contracts);
    public const string Groups = nameof(Groups);
    public const string Module = nameof(Module);
    public const string ContractModels = nameof(ContractModels);
    public const string GroupModels = nameof(GroupModels);
    public const string ModuleModels = nameof(ModuleModels);
    public const string Producers = nameof(Producers);
    public const string Problems = nameof(Problems);
    public const string Conflicts = nameof(Conflicts);

    public static IReadOnlyList<string> All { get; } =
    [Messages, Contracts, Groups, Module, ContractModels, GroupModels, ModuleModels, Producers, Problems, Conflicts];
}
