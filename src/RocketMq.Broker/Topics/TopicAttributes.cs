using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Broker.Topics;

/// <summary>The attributes text of topic creation, <c>+key=value</c> and <c>-key</c> joined by commas (broker reference 3.9).</summary>
internal static class TopicAttributes
{
    private static readonly string[] Known = ["queue.type", "cleanup.policy", "message.type", "reserve.time"];

    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Applies a change; false with the fault where the text is malformed or asks for what cannot be.</summary>
    public static bool TryApply(
        IReadOnlyDictionary<string, string> current,
        string? text,
        bool isNewTopic,
        out IReadOnlyDictionary<string, string> changed,
        [NotNullWhen(false)] out string? fault
    )
    {
        var result = new Dictionary<string, string>(current);
        changed = result;
        fault = null;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            fault = Apply(result, part, isNewTopic);
            if (fault is not null)
                return false;
        }
        return true;
    }

    private static string? Apply(Dictionary<string, string> attributes, string part, bool isNewTopic)
    {
        var pair = part[1..].Split('=', 2);
        var key = pair[0].Trim();
        if (part[0] is not ('+' or '-') || key.Length == 0)
            return $"attribute '{part}' must look like +key=value or -key";
        if (Array.IndexOf(Known, key) < 0)
            return $"unsupported key: {key}; supported are {string.Join(", ", Known)}";
        if (part[0] == '+')
        {
            if (pair.Length != 2)
                return $"attribute '{part}' lacks a value; write +{key}=value";
            attributes[key] = pair[1].Trim();
            return null;
        }
        if (isNewTopic)
            return $"only add attribute is supported while creating topic. key: {key}";
        return attributes.Remove(key) ? null : $"attempt to delete a nonexistent key: {key}";
    }
}
