using RocketMq.Broker.Filtering.Sql;
using RocketMq.Protocol;

namespace RocketMq.Broker.Filtering;

/// <summary>An expression made ready once for all the messages it will judge, or why it cannot be.</summary>
/// <param name="Filter">The filter, if the expression makes sense.</param>
/// <param name="Problem">What is wrong with the expression and where, if it does not.</param>
internal sealed record CompiledFilter(MessageFilter? Filter, string Problem)
{
    public static CompiledFilter Tags(string expression)
    {
        try
        {
            return new CompiledFilter(TagFilter.Parse(expression), "");
        }
        catch (ProtocolException error)
        {
            return new CompiledFilter(null, error.Message);
        }
    }

    public static CompiledFilter Sql(string expression)
    {
        try
        {
            return new CompiledFilter(SqlFilter.Compile(expression), "");
        }
        catch (SqlSyntaxException error)
        {
            return new CompiledFilter(null, error.Message);
        }
    }

    /// <summary>An expression without a type is one of tags; of a type that nobody knows, none can be compiled.</summary>
    public static CompiledFilter Of(string? type, string expression) =>
        type switch
        {
            null or "" or TagExpression.TypeName => Tags(expression),
            TagExpression.SqlTypeName => Sql(expression),
            _ => new CompiledFilter(
                null,
                $"The expression type '{type}' is unknown; use {TagExpression.TypeName} or {TagExpression.SqlTypeName}."
            ),
        };
}
