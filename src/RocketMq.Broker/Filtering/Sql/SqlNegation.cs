namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A minus sign; of anything but a number it makes null.</summary>
internal sealed class SqlNegation(SqlExpression operand) : SqlExpression(Above(operand))
{
    public SqlExpression Operand { get; } = operand;

    public override bool IsCondition => false;
}
