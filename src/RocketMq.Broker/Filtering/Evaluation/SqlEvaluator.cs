using RocketMq.Broker.Filtering.Sql;

namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>
/// Evaluates an expression for one message by the rules of broker reference 5.3: three-valued, the literal's type decides, and a property
/// that cannot be read as that type ends the evaluation, unless it is never reached. Allocates nothing.
/// </summary>
/// <typeparam name="TProperties">Where the properties come from.</typeparam>
internal readonly ref struct SqlEvaluator<TProperties>
    where TProperties : ISqlProperties, allows ref struct
{
    private readonly TProperties _properties;

    private SqlEvaluator(TProperties properties) => _properties = properties;

    /// <summary>The value of the whole expression; a message is delivered only where it is true.</summary>
    public static SqlValue Evaluate(SqlExpression expression, TProperties properties) =>
        new SqlEvaluator<TProperties>(properties).Evaluate(expression);

    private SqlValue Evaluate(SqlExpression expression) =>
        expression switch
        {
            SqlLiteral literal => Literal(literal),
            SqlProperty property => Property(property),
            SqlConnective connective => Connect(connective),
            SqlEquality equality => Equate(equality),
            SqlOrdering ordering => Order(ordering),
            SqlNot not => Not(not),
            SqlNegation negation => Negate(negation),
            SqlMembership membership => Find(membership),
            SqlTextMatch match => Match(match),
            _ => throw new InvalidOperationException($"There is no rule to evaluate a {expression.GetType().Name}."),
        };

    private static SqlValue Literal(SqlLiteral literal) =>
        literal.Kind switch
        {
            SqlLiteralKind.Boolean => SqlValue.Of(literal.Whole != 0),
            SqlLiteralKind.Int32 => SqlValue.Of((int)literal.Whole),
            SqlLiteralKind.Int64 => SqlValue.Of(literal.Whole),
            SqlLiteralKind.Double => SqlValue.Of(literal.Real),
            SqlLiteralKind.Text => SqlValue.Of(literal.Utf8),
            _ => SqlValue.Null,
        };

    private SqlValue Property(SqlProperty property) =>
        _properties.TryGet(property.NameUtf8, out var value) ? SqlValue.Of(value) : SqlValue.Null;

    private SqlValue Connect(SqlConnective connective)
    {
        var isUnknown = false;
        for (var index = 0; index < connective.Operands.Count; index++)
        {
            var value = Evaluate(connective.Operands[index]);
            if (value.IsFailure)
                return value;
            if (value.IsNull)
                isUnknown = true;
            else if (value.IsTrue != connective.IsAnd)
                return SqlValue.Of(value.IsTrue);
        }
        return isUnknown ? SqlValue.Null : SqlValue.Of(connective.IsAnd);
    }

    private SqlValue Equate(SqlEquality equality)
    {
        var left = Evaluate(equality.Left);
        if (left.IsFailure)
            return left;
        var right = Evaluate(equality.Right);
        if (right.IsFailure)
            return right;
        if (left.IsNull)
            return right.IsNull ? SqlValue.Of(true) : SqlValue.Null;
        return right.IsNull ? SqlValue.Of(false) : SqlComparison.Equality(left, right);
    }

    private SqlValue Order(SqlOrdering ordering)
    {
        var left = Evaluate(ordering.Left);
        if (left.IsFailure || left.IsNull)
            return left;
        var right = Evaluate(ordering.Right);
        if (right.IsFailure || right.IsNull)
            return right;
        return SqlComparison.TryOrder(left, right, out var comparison) ? SqlValue.Of(ordering.Holds(comparison)) : SqlValue.Failure;
    }

    private SqlValue Not(SqlNot not)
    {
        var value = Evaluate(not.Operand);
        return value.IsFailure || value.IsNull ? value : SqlValue.Of(!value.IsTrue);
    }

    private SqlValue Negate(SqlNegation negation)
    {
        var value = Evaluate(negation.Operand);
        return value.Kind switch
        {
            SqlValueKind.Int32 => SqlValue.Of(unchecked(-(int)value.Whole)),
            SqlValueKind.Int64 => SqlValue.Of(unchecked(-value.Whole)),
            SqlValueKind.Double => SqlValue.Of(-value.Real),
            SqlValueKind.Failure => value,
            _ => SqlValue.Null,
        };
    }

    private SqlValue Find(SqlMembership membership)
    {
        var value = Property(membership.Property);
        if (value.IsNull)
            return value;
        for (var index = 0; index < membership.Texts.Count; index++)
            if (value.Text.SequenceEqual(membership.Texts[index]))
                return SqlValue.Of(!membership.IsNegated);
        return SqlValue.Of(membership.IsNegated);
    }

    private SqlValue Match(SqlTextMatch match)
    {
        // Nothing to look for, or nowhere to look: false in both forms.
        if (match.Searched.Length == 0)
            return SqlValue.Of(false);
        var value = Evaluate(match.Operand);
        if (value.IsFailure)
            return value;
        if (value.Kind != SqlValueKind.Text)
            return SqlValue.Of(false);
        var matches = match.Relation switch
        {
            SqlTokenKind.StartsWith => value.Text.StartsWith(match.Searched),
            SqlTokenKind.EndsWith => value.Text.EndsWith(match.Searched),
            _ => value.Text.IndexOf(match.Searched) >= 0,
        };
        return SqlValue.Of(matches != match.IsNegated);
    }
}
