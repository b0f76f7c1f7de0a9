namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A comparison by order; BETWEEN consists of two.</summary>
internal sealed class SqlOrdering(SqlTokenKind relation, SqlExpression left, SqlExpression right) : SqlExpression(Above(left, right))
{
    /// <summary>One of the four relations.</summary>
    public SqlTokenKind Relation { get; } = relation;

    public SqlExpression Left { get; } = left;

    public SqlExpression Right { get; } = right;

    /// <summary>Whether the relation holds for operands that compare like this.</summary>
    public bool Holds(int comparison) =>
        Relation switch
        {
            SqlTokenKind.Less => comparison < 0,
            SqlTokenKind.LessOrEqual => comparison <= 0,
            SqlTokenKind.Greater => comparison > 0,
            _ => comparison >= 0,
        };
}
