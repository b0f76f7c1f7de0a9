using System;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A node of a compiled expression. Immutable.</summary>
internal abstract class SqlExpression
{
    private protected SqlExpression(int depth) => Depth = depth;

    /// <summary>Nodes from here to the deepest leaf; bounded by the parser, because evaluation recurses.</summary>
    public int Depth { get; }

    /// <summary>Whether it can stand where a condition is wanted; a property can, although it never holds true.</summary>
    public virtual bool IsCondition => true;

    private protected static int Above(SqlExpression operand) => operand.Depth + 1;

    private protected static int Above(SqlExpression left, SqlExpression right) => Math.Max(left.Depth, right.Depth) + 1;
}
