namespace RocketMq.Typed.Generators;

/// <summary>Java's <c>String.hashCode</c>, so that tags are switched on by constants.</summary>
internal static class JavaHash
{
    public static int Compute(string text)
    {
        int hash = 0;
        foreach (char unit in text)
            hash = unchecked((31 * hash) + unit);
        return hash;
    }
}
