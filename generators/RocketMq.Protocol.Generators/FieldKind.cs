namespace RocketMq.Protocol.Generators;

/// <summary>The types a header field may have.</summary>
internal enum FieldKind
{
    Unsupported,
    Int32,
    Int64,
    Boolean,
    NullableInt32,
    NullableInt64,
    NullableBoolean,
    Text,
    String,
}
