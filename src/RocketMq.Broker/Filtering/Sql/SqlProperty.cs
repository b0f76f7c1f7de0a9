using System.Text;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A message property by its name; a text, or null where a message lacks it.</summary>
internal sealed class SqlProperty : SqlExpression
{
    public SqlProperty(string name)
        : base(1)
    {
        Name = name;
        NameUtf8 = Encoding.UTF8.GetBytes(name);
    }

    public string Name { get; }

    public byte[] NameUtf8 { get; }
}
