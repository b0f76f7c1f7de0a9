namespace RocketMq.Typed.Analyzers;

internal static class RuleDocumentation
{
    /// <summary>The page that explains a rule: <c>docs/rules/{id}.md</c> of this repository.</summary>
    public static string PageOf(string id) => "https://github.com/rocketmq-typed/rocketmq-typed/blob/main/docs/rules/" + id + ".md";
}
