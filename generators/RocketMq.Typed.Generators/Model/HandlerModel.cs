namespace RocketMq.Typed.Generators;

/// <summary>A handler method of a group.</summary>
/// <param name="ContractName">The contract from <c>global::</c> on.</param>
/// <param name="MethodName">The name of the generated method that decodes and calls it; unique in the group.</param>
/// <param name="Topic">The contract's topic.</param>
/// <param name="Tag">The contract's tag; <see langword="null"/> when it stands for the whole topic.</param>
/// <param name="IsStatic">Whether the handler is static.</param>
/// <param name="HasContext">Whether it takes the context.</param>
/// <param name="HasToken">Whether it takes the cancellation token.</param>
/// <param name="HasResult">Whether it returns a result; else returning means acknowledged.</param>
internal sealed record HandlerModel(
    string ContractName,
    string MethodName,
    string Topic,
    string? Tag,
    bool IsStatic,
    bool HasContext,
    bool HasToken,
    bool HasResult
);
