using System.Globalization;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>What may be an operand of what: rules that the grammar leaves to compilation (broker reference 5.3).</summary>
internal sealed class SqlOperands(string text)
{
    private const double SmallestReal = double.Epsilon;

    /// <exception cref="SqlSyntaxException">It yields no truth value.</exception>
    public SqlExpression Condition(SqlExpression expression, int position) =>
        expression.IsCondition
            ? expression
            : throw SqlSyntaxException.At(text, position, "this is a value where a condition is expected; compare it with something.");

    /// <exception cref="SqlSyntaxException">It is no property.</exception>
    public SqlProperty Property(SqlExpression expression, int position) =>
        expression as SqlProperty ?? throw SqlSyntaxException.At(text, position, "only a property can stand before IN.");

    /// <exception cref="SqlSyntaxException">NULL is compared, or TRUE or FALSE with a number or text.</exception>
    public SqlEquality Equality(SqlExpression left, int leftPosition, SqlExpression right, int rightPosition)
    {
        CheckNotNull(left, leftPosition);
        CheckNotNull(right, rightPosition);
        if (left is SqlLiteral { Kind: SqlLiteralKind.Boolean } && right is SqlLiteral { Kind: not SqlLiteralKind.Boolean })
            throw SqlSyntaxException.At(text, rightPosition, "TRUE and FALSE cannot be compared with a number or a text.");
        return new SqlEquality(left, right);
    }

    /// <exception cref="SqlSyntaxException">A text, a truth value or a condition is compared by order.</exception>
    public SqlOrdering Ordering(SqlTokenKind relation, SqlExpression left, int leftPosition, SqlExpression right, int rightPosition)
    {
        CheckOrdered(left, leftPosition);
        CheckOrdered(right, rightPosition);
        return new SqlOrdering(relation, left, right);
    }

    /// <exception cref="SqlSyntaxException">Two literal bounds are no numbers or in the wrong order.</exception>
    public void CheckBounds(SqlExpression low, SqlExpression high, int position)
    {
        if (low is not SqlLiteral lowest || high is not SqlLiteral highest)
            return;
        if (lowest.IsNumber && highest.IsNumber && lowest.IsAbove(highest))
            throw SqlSyntaxException.At(text, position, "the lower bound of BETWEEN is above the upper one.");
    }

    /// <exception cref="SqlSyntaxException">The number is outside the range of its type.</exception>
    public SqlLiteral Number(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.WholeNumber)
        {
            return long.TryParse(token.Text.TrimEnd('l', 'L'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                ? SqlLiteral.Of(whole)
                : throw SqlSyntaxException.At(text, token.Position, $"{token.Text} is above {long.MaxValue}.");
        }
        return
            double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && real is >= SmallestReal and <= double.MaxValue
            ? SqlLiteral.Of(real)
            : throw SqlSyntaxException.At(text, token.Position, $"{token.Text} is zero or outside the range of floating numbers.");
    }

    private void CheckNotNull(SqlExpression operand, int position)
    {
        if (operand is SqlLiteral { Kind: SqlLiteralKind.Null })
            throw SqlSyntaxException.At(text, position, "nothing equals NULL; write IS NULL or IS NOT NULL.");
    }

    private void CheckOrdered(SqlExpression operand, int position)
    {
        if (operand is not (SqlProperty or SqlNegation or SqlLiteral { IsNumber: true }))
            throw SqlSyntaxException.At(text, position, "only numbers and properties can be compared by order.");
    }
}
