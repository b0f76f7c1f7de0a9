namespace RocketMq.Broker.Filtering.Sql;

/// <summary><c>=</c> and IS NULL, which is a comparison with NULL.</summary>
internal sealed class SqlEquality(SqlExpression left, SqlExpression right) : SqlExpression(Above(left, right))
{
    public SqlExpression Left { get; } = left;

    public SqlExpression Right { get; } = right;
}
