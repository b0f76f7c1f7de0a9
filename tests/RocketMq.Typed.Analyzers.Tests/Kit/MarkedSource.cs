using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>
/// Source text in which <c>{|RMQ3001:text|}</c> marks where a diagnostic is expected. Marks may nest.
/// </summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<Finding> Expected)
{
    private const string Open = "{|";
    private const string Close = "|}";

    public static MarkedSource Parse(string file, string marked)
    {
        var text = new StringBuilder(marked.Length);
        var expected = new List<Finding>();
        var open = new Stack<(string Id, int Start)>();
        for (int position = 0; position < marked.Length; )
        {
            if (StartsWith(marked, position, Open))
            {
                int colon = marked.IndexOf(':', position);
                open.Push((marked[(position + Open.Length)..colon], text.Length));
                position = colon + 1;
            }
            else if (StartsWith(marked, position, Close))
            {
                open.ShouldNotBeEmpty($"{file}: a mark closes at {position} that was never opened");
                (string id, int start) = open.Pop();
                expected.Add(new Finding(file, id, TextSpan.FromBounds(start, text.Length)));
                position += Close.Length;
            }
            else
            {
                text.Append(marked[position++]);
            }
        }

        open.ShouldBeEmpty($"{file}: a mark is never closed");
        return new MarkedSource(text.ToString(), expected);
    }

    private static bool StartsWith(string text, int position, string token) =>
        string.CompareOrdinal(text, position, token, 0, token.Length) == 0;
}
