using System.Text;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A value written in the expression.</summary>
internal sealed class SqlLiteral : SqlExpression
{
    private SqlLiteral(SqlLiteralKind kind, long whole = 0, double real = 0, string text = "")
        : base(1)
    {
        Kind = kind;
        Whole = whole;
        Real = real;
        Text = text;
        Utf8 = Encoding.UTF8.GetBytes(text);
    }

    public static SqlLiteral Null { get; } = new(SqlLiteralKind.Null);

    public static SqlLiteral True { get; } = new(SqlLiteralKind.Boolean, whole: 1);

    public static SqlLiteral False { get; } = new(SqlLiteralKind.Boolean);

    public SqlLiteralKind Kind { get; }

    /// <summary>The value of a whole number; 1 for TRUE.</summary>
    public long Whole { get; }

    public double Real { get; }

    public string Text { get; }

    public byte[] Utf8 { get; }

    public override bool IsCondition => Kind is SqlLiteralKind.Boolean or SqlLiteralKind.Null;

    public bool IsNumber => Kind is SqlLiteralKind.Int32 or SqlLiteralKind.Int64 or SqlLiteralKind.Double;

    private double Number => Kind == SqlLiteralKind.Double ? Real : Whole;

    public static SqlLiteral Of(long value) =>
        new(value is >= int.MinValue and <= int.MaxValue ? SqlLiteralKind.Int32 : SqlLiteralKind.Int64, whole: value);

    public static SqlLiteral Of(double value) => new(SqlLiteralKind.Double, real: value);

    public static SqlLiteral Of(string text) => new(SqlLiteralKind.Text, text: text);

    /// <summary>Compares two numbers; as whole ones where both are.</summary>
    public bool IsAbove(SqlLiteral other) =>
        Kind == SqlLiteralKind.Double || other.Kind == SqlLiteralKind.Double ? Number > other.Number : Whole > other.Whole;
}
