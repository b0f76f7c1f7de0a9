using RocketMq.Broker.Filtering.Evaluation;
using RocketMq.Broker.Filtering.Sql;

namespace RocketMq.Broker.Filtering;

/// <summary>Decides by an SQL92 expression over a record's properties (broker reference 5).</summary>
internal sealed class SqlFilter : MessageFilter
{
    private readonly SqlExpression _expression;

    private SqlFilter(SqlExpression expression) => _expression = expression;

    public override bool NeedsProperties => true;

    /// <exception cref="SqlSyntaxException">The expression cannot be compiled.</exception>
    public static SqlFilter Compile(string expression) => new(SqlParser.Parse(expression));

    public override bool Matches(long tagCode) => true;

    public override bool Matches(ReadOnlySpan<byte> properties) =>
        SqlEvaluator<StoredProperties>.Evaluate(_expression, new StoredProperties(properties)).IsTrue;
}
