using System.Collections.Generic;
using System.Text;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>[NOT] IN: whether a property is one of some texts.</summary>
internal sealed class SqlMembership : SqlExpression
{
    public SqlMembership(SqlProperty property, List<string> texts, bool isNegated)
        : base(Above(property))
    {
        Property = property;
        Texts = texts.ConvertAll(Encoding.UTF8.GetBytes);
        IsNegated = isNegated;
    }

    public SqlProperty Property { get; }

    public IReadOnlyList<byte[]> Texts { get; }

    public bool IsNegated { get; }
}
