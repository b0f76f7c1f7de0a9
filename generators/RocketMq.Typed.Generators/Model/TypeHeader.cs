namespace RocketMq.Typed.Generators;

/// <summary>One type of a nesting chain as its partial declaration opens: <c>record struct</c> and the name.</summary>
internal sealed record TypeHeader(string Keyword, string Name);
