using System.Text;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>[NOT] CONTAINS, STARTSWITH, ENDSWITH.</summary>
internal sealed class SqlTextMatch(SqlTokenKind relation, SqlExpression operand, string searched, bool isNegated)
    : SqlExpression(Above(operand))
{
    /// <summary>Contains, StartsWith or EndsWith.</summary>
    public SqlTokenKind Relation { get; } = relation;

    public SqlExpression Operand { get; } = operand;

    public byte[] Searched { get; } = Encoding.UTF8.GetBytes(searched);

    public bool IsNegated { get; } = isNegated;
}
