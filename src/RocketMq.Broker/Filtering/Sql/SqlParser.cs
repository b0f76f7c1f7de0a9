using System.Collections.Generic;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>
/// Compiles the filter language (broker reference 5.2) by recursive descent. Like the reference's, it looks no further than one complete
/// expression; what is written behind that is ignored.
/// </summary>
internal sealed class SqlParser
{
    /// <summary>Far above what people write, far below what overflows a stack.</summary>
    private const int MostNesting = 200;

    private readonly string _text;
    private readonly SqlLexer _lexer;
    private readonly SqlOperands _operands;
    private SqlToken _token;
    private SqlToken? _following;
    private int _nesting;

    private SqlParser(string text)
    {
        _text = text;
        _lexer = new SqlLexer(text);
        _operands = new SqlOperands(text);
        _token = _lexer.Next();
    }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="SqlSyntaxException">It does not follow the grammar, or compares what cannot be compared.</exception>
    public static SqlExpression Parse(string text)
    {
        var parser = new SqlParser(text);
        return parser._operands.Condition(parser.ParseOr(), 0);
    }

    private SqlExpression ParseOr()
    {
        if (++_nesting > MostNesting)
            throw Wrong($"it is nested deeper than {MostNesting} levels.");
        var expression = ParseChain(SqlTokenKind.Or);
        _nesting--;
        return expression;
    }

    private SqlExpression ParseChain(SqlTokenKind connective)
    {
        var start = _token.Position;
        var first = connective == SqlTokenKind.Or ? ParseChain(SqlTokenKind.And) : ParseEquality();
        if (_token.Kind != connective)
            return first;
        var operands = new List<SqlExpression> { _operands.Condition(first, start) };
        while (_token.Kind == connective)
        {
            Take();
            start = _token.Position;
            operands.Add(_operands.Condition(connective == SqlTokenKind.Or ? ParseChain(SqlTokenKind.And) : ParseEquality(), start));
        }
        return new SqlConnective(connective == SqlTokenKind.And, operands);
    }

    private SqlExpression ParseEquality()
    {
        var start = _token.Position;
        var left = ParseComparison();
        while (true)
        {
            var sign = _token;
            switch (sign.Kind)
            {
                case SqlTokenKind.Equal or SqlTokenKind.NotEqual:
                    Take();
                    var rightStart = _token.Position;
                    var equality = _operands.Equality(left, start, ParseComparison(), rightStart);
                    left = sign.Kind == SqlTokenKind.Equal ? equality : new SqlNot(equality);
                    break;
                case SqlTokenKind.Is:
                    Take();
                    var isNegated = TryTake(SqlTokenKind.Not);
                    Expect(SqlTokenKind.Null, isNegated ? "NULL" : "NULL or NOT NULL");
                    var absence = new SqlEquality(left, SqlLiteral.Null);
                    left = isNegated ? new SqlNot(absence) : absence;
                    break;
                default:
                    return left;
            }
            CheckDepth(left);
        }
    }

    private SqlExpression ParseComparison()
    {
        var start = _token.Position;
        var left = ParseUnary();
        while (true)
        {
            var isNegated = _token.Kind == SqlTokenKind.Not;
            var relation = isNegated ? Following().Kind : _token.Kind;
            switch (relation)
            {
                case SqlTokenKind.Less or SqlTokenKind.LessOrEqual or SqlTokenKind.Greater or SqlTokenKind.GreaterOrEqual when !isNegated:
                    Take();
                    var rightStart = _token.Position;
                    left = _operands.Ordering(relation, left, start, ParseUnary(), rightStart);
                    break;
                case SqlTokenKind.Contains or SqlTokenKind.StartsWith or SqlTokenKind.EndsWith:
                    TakeRelation(isNegated);
                    left = new SqlTextMatch(relation, left, ExpectText(), isNegated);
                    break;
                case SqlTokenKind.Between:
                    TakeRelation(isNegated);
                    left = ParseBetween(left, start, isNegated);
                    break;
                case SqlTokenKind.In:
                    TakeRelation(isNegated);
                    left = new SqlMembership(_operands.Property(left, start), ParseTexts(), isNegated);
                    break;
                default:
                    return isNegated ? throw UnexpectedAfterNot() : left;
            }
            CheckDepth(left);
        }
    }

    private SqlConnective ParseBetween(SqlExpression operand, int start, bool isNegated)
    {
        var lowStart = _token.Position;
        var low = ParseUnary();
        Expect(SqlTokenKind.And, "AND and the upper bound");
        var highStart = _token.Position;
        var high = ParseUnary();
        if (!isNegated)
            _operands.CheckBounds(low, high, lowStart);
        var above = isNegated ? SqlTokenKind.Less : SqlTokenKind.GreaterOrEqual;
        var below = isNegated ? SqlTokenKind.Greater : SqlTokenKind.LessOrEqual;
        return new SqlConnective(
            !isNegated,
            [_operands.Ordering(above, operand, start, low, lowStart), _operands.Ordering(below, operand, start, high, highStart)]
        );
    }

    private List<string> ParseTexts()
    {
        Expect(SqlTokenKind.Open, "'('");
        var texts = new List<string> { ExpectText() };
        while (TryTake(SqlTokenKind.Comma))
            texts.Add(ExpectText());
        Expect(SqlTokenKind.Close, "',' or ')'");
        return texts;
    }

    private SqlExpression ParseUnary()
    {
        if (_token.Kind is not (SqlTokenKind.Plus or SqlTokenKind.Minus or SqlTokenKind.Not))
            return ParsePrimary();
        if (++_nesting > MostNesting)
            throw Wrong($"it is nested deeper than {MostNesting} levels.");
        var sign = Take();
        var start = _token.Position;
        var operand = ParseUnary();
        _nesting--;
        return sign.Kind switch
        {
            SqlTokenKind.Plus => operand,
            SqlTokenKind.Minus => new SqlNegation(operand),
            _ => new SqlNot(_operands.Condition(operand, start)),
        };
    }

    private SqlExpression ParsePrimary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case SqlTokenKind.True:
                Take();
                return SqlLiteral.True;
            case SqlTokenKind.False:
                Take();
                return SqlLiteral.False;
            case SqlTokenKind.Null:
                Take();
                return SqlLiteral.Null;
            case SqlTokenKind.WholeNumber or SqlTokenKind.FloatingNumber:
                Take();
                return _operands.Number(token);
            case SqlTokenKind.Text:
                return SqlLiteral.Of(ExpectText());
            case SqlTokenKind.Name:
                Take();
                return new SqlProperty(token.Text);
            case SqlTokenKind.Open:
                Take();
                var inner = ParseOr();
                Expect(SqlTokenKind.Close, "')' or an operator");
                return inner;
            default:
                throw Unexpected("a property, a text in single quotes, a number, TRUE, FALSE, NULL, NOT or '('");
        }
    }

    private string ExpectText()
    {
        var text = Expect(SqlTokenKind.Text, "a text in single quotes").Text;
        return text.Substring(1, text.Length - 2).Replace("''", "'");
    }

    private SqlToken Expect(SqlTokenKind kind, string expected) => _token.Kind == kind ? Take() : throw Unexpected(expected);

    private bool TryTake(SqlTokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Take();
        return true;
    }

    private void TakeRelation(bool isNegated)
    {
        if (isNegated)
            Take();
        Take();
    }

    private SqlToken Take()
    {
        var taken = _token;
        _token = _following ?? _lexer.Next();
        _following = null;
        return taken;
    }

    private SqlToken Following() => _following ??= _lexer.Next();

    private void CheckDepth(SqlExpression expression)
    {
        if (expression.Depth > MostNesting)
            throw Wrong($"more than {MostNesting} comparisons follow each other without AND or OR.");
    }

    private SqlSyntaxException UnexpectedAfterNot()
    {
        Take();
        return Unexpected("BETWEEN, IN, CONTAINS, STARTSWITH or ENDSWITH");
    }

    private SqlSyntaxException Unexpected(string expected) => Wrong($"found {_token} where {expected} is expected.");

    private SqlSyntaxException Wrong(string problem) => SqlSyntaxException.At(_text, _token.Position, problem);
}
