using RocketMq.Protocol;

namespace RocketMq;

/// <summary>Which messages of a topic a consumer wants. Immutable; two with the same text and kind are equal.</summary>
public sealed record FilterExpression
{
    private FilterExpression(string text, bool isSql)
    {
        Text = text;
        IsSql = isSql;
    }

    /// <summary>All messages.</summary>
    public static FilterExpression All { get; } = new(TagExpression.AllText, isSql: false);

    /// <summary>The expression as brokers get it; <c>*</c> for all messages.</summary>
    public string Text { get; }

    /// <summary>Whether it is an SQL92 expression over message properties; otherwise it names tags.</summary>
    public bool IsSql { get; }

    /// <summary>Messages with one of some tags.</summary>
    /// <param name="expression">The wanted tags: <c>created || cancelled</c>; <c>*</c> and empty mean all messages.</param>
    /// <exception cref="ArgumentException">It has separators but no tag.</exception>
    public static FilterExpression Tags(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return TagExpression.TryParse(expression, out TagExpression? parsed)
            ? new FilterExpression(parsed.Text, isSql: false)
            : throw new ArgumentException(
                $"'{expression}' names no tag; write '*' for all messages, or tags separated by '||', such as 'created || paid'.",
                nameof(expression)
            );
    }

    /// <summary>Messages whose properties fulfil a condition, such as <c>amount &gt; 100 AND region IN ('east', 'west')</c>.</summary>
    /// <remarks>
    /// The brokers evaluate it and must have SQL92 filters switched on (<c>enablePropertyFilter=true</c>; a broker's default is off). They judge
    /// the expression when the consumer starts. All properties are texts: a property compared with a whole number must be one
    /// (<c>'9.5'</c> is not), otherwise the message is left out. A property that a message lacks is NULL; test it with IS NULL. The tag of a
    /// message is the property <c>TAGS</c>, its keys are <c>KEYS</c>.
    /// </remarks>
    /// <param name="expression">The condition.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static FilterExpression Sql(string expression)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(expression);
        return new FilterExpression(expression, isSql: true);
    }

    /// <summary>The expression and, for SQL92, that it is one.</summary>
    public override string ToString() => IsSql ? $"SQL92: {Text}" : Text;
}
