namespace RocketMq.Broker.Filtering.Sql;

/// <summary>The types of literals. The type decides how a property is read that is compared with it.</summary>
internal enum SqlLiteralKind
{
    Null,
    Boolean,
    Int32,
    Int64,
    Double,
    Text,
}
