using System.Collections.Immutable;

namespace RocketMq.Protocol;

/// <summary>
/// A tag filter: <c>*</c> (or nothing) for all messages, or tags separated by <c>||</c>. Immutable.
/// </summary>
public sealed class TagExpression
{
    /// <summary>The text that selects all messages.</summary>
    public const string AllText = "*";

    /// <summary>The <c>expressionType</c> of tag filters.</summary>
    public const string TypeName = "TAG";

    /// <summary>The <c>expressionType</c> of SQL92 filters.</summary>
    public const string SqlTypeName = "SQL92";

    private TagExpression(string text, ImmutableArray<string> tags)
    {
        Text = text;
        Tags = tags;
        Codes = [.. tags.Select(TagCodes.JavaHash).Distinct()];
    }

    /// <summary>Selects all messages.</summary>
    public static TagExpression All { get; } = new(AllText, []);

    /// <summary>The expression as given; <see cref="AllText"/> for all.</summary>
    public string Text { get; }

    /// <summary>The tags without duplicates, in the order given; none for all.</summary>
    public ImmutableArray<string> Tags { get; }

    /// <summary>The hash codes of the tags, which brokers filter by; none for all.</summary>
    public ImmutableArray<int> Codes { get; }

    /// <summary>Whether all messages are selected.</summary>
    public bool IsAll => Tags.IsEmpty;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression; null, empty and <c>*</c> select all.</param>
    /// <param name="expression">The result.</param>
    /// <returns>False if the text has separators but no tag.</returns>
    public static bool TryParse(string? text, out TagExpression expression)
    {
        expression = All;
        if (string.IsNullOrEmpty(text) || text == AllText)
            return true;

        string[] tags = text.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (tags.Length == 0)
            return false;

        expression = new(text, [.. tags.Distinct(StringComparer.Ordinal)]);
        return true;
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression; null, empty and <c>*</c> select all.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ProtocolException">The text has separators but no tag.</exception>
    public static TagExpression Parse(string? text) =>
        TryParse(text, out TagExpression expression)
            ? expression
            : throw new ProtocolException(
                $"'{text}' is no tag expression; write '*' or tags separated by '||', such as 'created || paid'."
            );

    /// <summary>Whether a message is selected by its tag; hash codes may collide, hence the full comparison.</summary>
    /// <param name="tag">The message's tag; null if it has none.</param>
    /// <returns>Whether it is selected.</returns>
    public bool Matches(string? tag) => IsAll || (tag is not null && Tags.Contains(tag));

    /// <summary>Whether a message may be selected, by the hash code a broker keeps of its tag.</summary>
    /// <param name="code">The hash code; 0 without a tag.</param>
    /// <returns>False if the message is certainly not selected.</returns>
    public bool MayMatch(int code) => IsAll || Codes.Contains(code);

    /// <summary>Makes the subscription a heartbeat announces.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="version">When the subscription was made, in milliseconds since 1970.</param>
    /// <returns>The subscription.</returns>
    public SubscriptionData ToSubscription(string topic, long version) =>
        new()
        {
            Topic = topic,
            SubString = Text,
            TagsSet = Tags,
            CodeSet = Codes,
            SubVersion = version,
            ExpressionType = TypeName,
        };

    /// <inheritdoc/>
    public override string ToString() => Text;
}
