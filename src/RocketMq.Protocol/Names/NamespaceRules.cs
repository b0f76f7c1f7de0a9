namespace RocketMq.Protocol;

/// <summary>
/// Namespaces as a part of names (java-client.md 1.18 of the protocol notes): <c>orders</c> in namespace <c>shop</c> is <c>shop%orders</c> on the wire. Retry
/// and dead-letter topics keep their prefix in front; names of RocketMQ's own are never changed.
/// </summary>
public static class NamespaceRules
{
    private const char Separator = '%';

    /// <summary>Puts a topic or group into a namespace, unless it is in it already.</summary>
    /// <param name="nameSpace">The namespace; null or empty changes nothing.</param>
    /// <param name="resource">The topic or group.</param>
    /// <returns>The name on the wire.</returns>
    public static string Wrap(string? nameSpace, string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (string.IsNullOrEmpty(nameSpace) || resource.Length == 0 || IsSystemResource(resource))
            return resource;
        string prefix = PrefixOf(resource);
        ReadOnlySpan<char> name = resource.AsSpan(prefix.Length);
        return IsIn(nameSpace, name) ? resource : string.Concat(prefix, nameSpace, "%", name);
    }

    /// <summary>Takes a topic or group out of a namespace; a name of another namespace stays as it is.</summary>
    /// <param name="nameSpace">The namespace; null or empty changes nothing.</param>
    /// <param name="resource">The name on the wire.</param>
    /// <returns>The topic or group as its users call it.</returns>
    public static string Unwrap(string? nameSpace, string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (string.IsNullOrEmpty(nameSpace) || IsSystemResource(resource))
            return resource;
        string prefix = PrefixOf(resource);
        ReadOnlySpan<char> name = resource.AsSpan(prefix.Length);
        return IsIn(nameSpace, name) ? string.Concat(prefix, name[(nameSpace.Length + 1)..]) : resource;
    }

    private static bool IsIn(string nameSpace, ReadOnlySpan<char> name) =>
        name.Length > nameSpace.Length && name.StartsWith(nameSpace, StringComparison.Ordinal) && name[nameSpace.Length] == Separator;

    private static string PrefixOf(string resource)
    {
        if (TopicRules.IsRetryTopic(resource))
            return TopicRules.RetryPrefix;
        return TopicRules.IsDeadLetterTopic(resource) ? TopicRules.DeadLetterPrefix : string.Empty;
    }

    private static bool IsSystemResource(string resource) => TopicRules.IsSystemTopic(resource) || TopicRules.IsSystemGroup(resource);
}
