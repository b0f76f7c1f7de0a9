namespace RocketMq.Typed.Analyzers;

internal static class RuleDocumentation
{
    /// <summary>The page that explains a rule, as its path in the repository: a path stays true wherever the repository lives.</summary>
    public static string PageOf(string id) => "docs/rules/" + id + ".md";
}
