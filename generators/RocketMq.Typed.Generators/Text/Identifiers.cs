using Microsoft.CodeAnalysis.CSharp;

namespace RocketMq.Typed.Generators;

/// <summary>Names and literals as C# text.</summary>
internal static class Identifiers
{
    /// <summary>The name, with an <c>@</c> if it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    /// <summary>The text as a string literal with quotes.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The name as JSON and local variables spell it: the leading capitals in lower case, the last of them kept when a word follows (<c>URLPath</c> becomes <c>urlPath</c>).</summary>
    public static string CamelCase(string name)
    {
        char[] letters = name.ToCharArray();
        for (int i = 0; i < letters.Length; i++)
        {
            if (!char.IsUpper(letters[i]))
                break;
            bool wordFollows = i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]);
            if (wordFollows)
                break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
