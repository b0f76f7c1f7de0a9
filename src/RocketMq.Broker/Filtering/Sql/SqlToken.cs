namespace RocketMq.Broker.Filtering.Sql;

/// <summary>One token of an expression; <see cref="Text"/> is how it is written there.</summary>
internal readonly struct SqlToken
{
    public SqlToken(SqlTokenKind kind, int position, string text)
    {
        Kind = kind;
        Position = position;
        Text = text;
    }

    public SqlTokenKind Kind { get; }

    /// <summary>Characters before it.</summary>
    public int Position { get; }

    public string Text { get; }

    public override string ToString() => Kind == SqlTokenKind.End ? "the end of the expression" : "'" + Text + "'";
}
