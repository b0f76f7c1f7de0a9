namespace RocketMq.Broker.Filtering.Sql;

/// <summary>The words and signs of the filter language.</summary>
internal enum SqlTokenKind
{
    End,
    And,
    Or,
    Not,
    Is,
    Null,
    In,
    Between,
    True,
    False,
    Contains,
    StartsWith,
    EndsWith,
    Name,
    Text,
    WholeNumber,
    FloatingNumber,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Open,
    Close,
    Comma,
    Plus,
    Minus,
}
