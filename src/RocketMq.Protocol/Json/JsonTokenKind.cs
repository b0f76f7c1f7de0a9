namespace RocketMq.Protocol;

internal enum JsonTokenKind : byte
{
    /// <summary>A bare word: number, true, false, null, or an unquoted key.</summary>
    Bare,

    /// <summary>A quoted text that holds no escape sequence.</summary>
    Text,

    /// <summary>A quoted text with escape sequences.</summary>
    EscapedText,
}
