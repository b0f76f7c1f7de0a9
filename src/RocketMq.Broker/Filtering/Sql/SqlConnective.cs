using System.Collections.Generic;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>All operands of a chain of ANDs or of ORs, so that a long chain is no deep tree.</summary>
internal sealed class SqlConnective : SqlExpression
{
    public SqlConnective(bool isAnd, List<SqlExpression> operands)
        : base(DepthOf(operands))
    {
        IsAnd = isAnd;
        Operands = operands.ToArray();
    }

    public bool IsAnd { get; }

    public IReadOnlyList<SqlExpression> Operands { get; }

    private static int DepthOf(List<SqlExpression> operands)
    {
        var depth = 0;
        foreach (var operand in operands)
            depth = System.Math.Max(depth, Above(operand));
        return depth;
    }
}
