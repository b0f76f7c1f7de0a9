namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>What a part of an expression evaluates to.</summary>
internal enum SqlValueKind
{
    Null,
    Boolean,
    Int32,
    Int64,
    Double,
    Text,

    /// <summary>A property could not be read as the type of what it is compared with: the message does not match, whatever the rest says.</summary>
    Failure,
}
