using System.Text;

namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>Compares two values that are not null: a text is read as the type of the other value, numbers as the wider of their types.</summary>
internal static class SqlComparison
{
    public static SqlValue Equality(scoped in SqlValue left, scoped in SqlValue right)
    {
        if (left.Kind == SqlValueKind.Text && right.Kind == SqlValueKind.Text)
            return SqlValue.Of(left.Text.SequenceEqual(right.Text));
        if (left.Kind == SqlValueKind.Boolean)
            return EqualityOfBoolean(left, right);
        if (right.Kind == SqlValueKind.Boolean)
            return SqlValue.Of(left.Kind == SqlValueKind.Text && IsTrue(left.Text) == right.IsTrue);
        return TryOrder(left, right, out var comparison) ? SqlValue.Of(comparison == 0) : SqlValue.Failure;
    }

    /// <summary>Whether one comes before the other; false when a text is no number.</summary>
    public static bool TryOrder(in SqlValue left, in SqlValue right, out int comparison)
    {
        comparison = 0;
        if (left.Kind == SqlValueKind.Text && right.Kind == SqlValueKind.Text)
        {
            if (!JavaNumbers.TryParse(left.Text, out double first) || !JavaNumbers.TryParse(right.Text, out double second))
                return false;
            comparison = JavaNumbers.Compare(first, second);
            return true;
        }
        if (left.Kind == SqlValueKind.Text)
            return TryRead(left.Text, right.Kind, out var number) && TryOrder(number, right, out comparison);
        if (right.Kind == SqlValueKind.Text)
            return TryRead(right.Text, left.Kind, out var number) && TryOrder(left, number, out comparison);
        comparison =
            left.Kind == SqlValueKind.Double || right.Kind == SqlValueKind.Double
                ? JavaNumbers.Compare(left.Number, right.Number)
                : left.Whole.CompareTo(right.Whole);
        return true;
    }

    // A text on the right of a truth value is not converted, unlike one on the left.
    private static SqlValue EqualityOfBoolean(scoped in SqlValue left, scoped in SqlValue right) =>
        right.Kind switch
        {
            SqlValueKind.Boolean => SqlValue.Of(left.Whole == right.Whole),
            SqlValueKind.Text => SqlValue.Failure,
            _ => SqlValue.Of(false),
        };

    private static bool IsTrue(ReadOnlySpan<byte> text) => Ascii.EqualsIgnoreCase(text, "true"u8);

    private static bool TryRead(ReadOnlySpan<byte> text, SqlValueKind kind, out SqlValue number)
    {
        number = default;
        switch (kind)
        {
            case SqlValueKind.Int32 when JavaNumbers.TryParse(text, out int whole):
                number = SqlValue.Of(whole);
                return true;
            case SqlValueKind.Int64 when JavaNumbers.TryParse(text, out long large):
                number = SqlValue.Of(large);
                return true;
            case SqlValueKind.Double when JavaNumbers.TryParse(text, out double real):
                number = SqlValue.Of(real);
                return true;
            default:
                return false;
        }
    }
}
