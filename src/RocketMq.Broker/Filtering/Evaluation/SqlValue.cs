namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>The value of a part of an expression for one message; a text is a slice of the message's properties.</summary>
internal readonly ref struct SqlValue
{
    private SqlValue(SqlValueKind kind, long whole = 0, double real = 0, ReadOnlySpan<byte> text = default)
    {
        Kind = kind;
        Whole = whole;
        Real = real;
        Text = text;
    }

    public static SqlValue Null => default;

    public static SqlValue Failure => new(SqlValueKind.Failure);

    public SqlValueKind Kind { get; }

    /// <summary>The value of a whole number; 1 for true.</summary>
    public long Whole { get; }

    public double Real { get; }

    public ReadOnlySpan<byte> Text { get; }

    public bool IsNull => Kind == SqlValueKind.Null;

    public bool IsFailure => Kind == SqlValueKind.Failure;

    public bool IsTrue => Kind == SqlValueKind.Boolean && Whole != 0;

    public bool IsNumber => Kind is SqlValueKind.Int32 or SqlValueKind.Int64 or SqlValueKind.Double;

    /// <summary>The number, whatever its type.</summary>
    public double Number => Kind == SqlValueKind.Double ? Real : Whole;

    public static SqlValue Of(bool value) => new(SqlValueKind.Boolean, whole: value ? 1 : 0);

    public static SqlValue Of(int value) => new(SqlValueKind.Int32, whole: value);

    public static SqlValue Of(long value) => new(SqlValueKind.Int64, whole: value);

    public static SqlValue Of(double value) => new(SqlValueKind.Double, real: value);

    public static SqlValue Of(ReadOnlySpan<byte> text) => new(SqlValueKind.Text, text: text);
}
