namespace RocketMq.Broker.Filtering.Sql;

/// <summary>NOT, also inside of <c>&lt;&gt;</c> and IS NOT NULL.</summary>
internal sealed class SqlNot(SqlExpression operand) : SqlExpression(Above(operand))
{
    public SqlExpression Operand { get; } = operand;
}
