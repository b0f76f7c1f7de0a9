namespace RocketMq.Typed.Analyzers;

/// <summary>The rules' ids. An id is never given to another rule, also when its rule is gone.</summary>
internal static class RuleIds
{
    public const string OrderKeyMissing = "RMQ3001";
}
