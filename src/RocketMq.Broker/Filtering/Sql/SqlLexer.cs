using System;
using System.Collections.Generic;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>
/// Cuts an expression into tokens, one at a time: what the parser never asks for is never looked at, as in the reference's parser, which
/// ignores whatever follows a complete expression (broker reference 5.1).
/// </summary>
internal sealed class SqlLexer
{
    private static readonly Dictionary<string, SqlTokenKind> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AND"] = SqlTokenKind.And,
        ["OR"] = SqlTokenKind.Or,
        ["NOT"] = SqlTokenKind.Not,
        ["IS"] = SqlTokenKind.Is,
        ["NULL"] = SqlTokenKind.Null,
        ["IN"] = SqlTokenKind.In,
        ["BETWEEN"] = SqlTokenKind.Between,
        ["TRUE"] = SqlTokenKind.True,
        ["FALSE"] = SqlTokenKind.False,
        ["CONTAINS"] = SqlTokenKind.Contains,
        ["STARTSWITH"] = SqlTokenKind.StartsWith,
        ["ENDSWITH"] = SqlTokenKind.EndsWith,
    };

    private readonly string _text;
    private int _position;

    public SqlLexer(string text) => _text = text;

    private char Current => At(0);

    public SqlToken Next()
    {
        SkipBlanks();
        var start = _position;
        if (start == _text.Length)
            return new SqlToken(SqlTokenKind.End, start, "");
        if (IsNameStart(Current))
            return Name(start);
        if (Current == '\'')
            return Text(start);
        if (IsDigit(Current) || (Current == '.' && IsDigit(At(1))))
            return Number(start);
        return Sign(start);
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsNameStart(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '$';

    private char At(int distance) => _position + distance < _text.Length ? _text[_position + distance] : '\0';

    private void SkipBlanks()
    {
        while (_position < _text.Length)
        {
            if (Current is ' ' or '\t' or '\n' or '\r' or '\f')
                _position++;
            else if (Current == '-' && At(1) == '-' && LineEnd() is var line and >= 0)
                _position = line;
            else if (Current == '/' && At(1) == '*' && _text.IndexOf("*/", _position + 2, StringComparison.Ordinal) is var end and >= 0)
                _position = end + 2;
            else
                return;
        }
    }

    // A comment needs its line end; without one, two dashes are two signs.
    private int LineEnd() => _text.IndexOfAny(['\n', '\r'], _position);

    private SqlToken Name(int start)
    {
        while (IsNameStart(Current) || IsDigit(Current))
            _position++;
        var token = Token(SqlTokenKind.Name, start);
        return Keywords.TryGetValue(token.Text, out var keyword) ? new SqlToken(keyword, start, token.Text) : token;
    }

    // The longest text that ends: two quotes are one inside of a text, unless no end follows them; then the first of them is the end.
    private SqlToken Text(int start)
    {
        var end = -1;
        while (true)
        {
            var quote = _text.IndexOf('\'', _position + 1);
            if (quote < 0)
                break;
            end = quote + 1;
            _position = end;
            if (Current != '\'')
                break;
        }
        if (end < 0)
            throw SqlSyntaxException.At(_text, start, "the text that begins here has no closing quote.");
        _position = end;
        return Token(SqlTokenKind.Text, start);
    }

    private SqlToken Number(int start)
    {
        SkipDigits();
        var hasFraction = TrySkipFraction();
        if (TrySkipExponent() || hasFraction)
            return Token(SqlTokenKind.FloatingNumber, start);
        // A leading zero is a number of its own, without a suffix.
        if (_text[start] == '0')
            _position = start + 1;
        else if (Current is 'l' or 'L')
            _position++;
        return Token(SqlTokenKind.WholeNumber, start);
    }

    private bool TrySkipFraction()
    {
        if (Current != '.')
            return false;
        _position++;
        SkipDigits();
        return true;
    }

    private bool TrySkipExponent()
    {
        var digits = At(1) is '+' or '-' ? 2 : 1;
        if (Current is not ('e' or 'E') || !IsDigit(At(digits)))
            return false;
        _position += digits;
        SkipDigits();
        return true;
    }

    private void SkipDigits()
    {
        while (IsDigit(Current))
            _position++;
    }

    private SqlToken Sign(int start)
    {
        var (kind, length) = (Current, At(1)) switch
        {
            ('<', '>') => (SqlTokenKind.NotEqual, 2),
            ('<', '=') => (SqlTokenKind.LessOrEqual, 2),
            ('<', _) => (SqlTokenKind.Less, 1),
            ('>', '=') => (SqlTokenKind.GreaterOrEqual, 2),
            ('>', _) => (SqlTokenKind.Greater, 1),
            ('=', _) => (SqlTokenKind.Equal, 1),
            ('(', _) => (SqlTokenKind.Open, 1),
            (')', _) => (SqlTokenKind.Close, 1),
            (',', _) => (SqlTokenKind.Comma, 1),
            ('+', _) => (SqlTokenKind.Plus, 1),
            ('-', _) => (SqlTokenKind.Minus, 1),
            _ => throw SqlSyntaxException.At(_text, start, $"'{Current}' is no sign of the language{Advice()}."),
        };
        _position += length;
        return Token(kind, start);
    }

    private string Advice() =>
        Current switch
        {
            '!' => "; write '<>' for unequal",
            '"' => "; texts stand in single quotes",
            '*' or '/' or '%' => "; it has no arithmetic",
            _ => "",
        };

    private SqlToken Token(SqlTokenKind kind, int start) => new(kind, start, _text.Substring(start, _position - start));
}
