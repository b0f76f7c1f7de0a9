using System.Text;

namespace RocketMq.Consuming;

/// <summary>
/// The exact check of a message's tag. The broker compares only Java hash codes, and different tags can share one
/// ("Aa" and "BB" do), so the client compares the text again.
/// </summary>
internal sealed class TagFilter
{
    private readonly (byte[] Utf8, string Text)[] _tags;

    /// <param name="tags">The wanted tags; none means every message.</param>
    public TagFilter(IEnumerable<string> tags) => _tags = [.. tags.Select(tag => (Encoding.UTF8.GetBytes(tag), tag))];

    public bool AcceptsAll => _tags.Length == 0;

    /// <summary>Whether a message with this tag is wanted; one without tag (empty) is wanted only when all are.</summary>
    /// <param name="utf8">The message's tag.</param>
    /// <param name="text">The tag as text if it is one of the wanted; saves decoding it.</param>
    public bool Accepts(ReadOnlySpan<byte> utf8, out string? text)
    {
        foreach ((byte[] tag, string tagText) in _tags)
        {
            if (utf8.SequenceEqual(tag))
            {
                text = tagText;
                return true;
            }
        }

        text = null;
        return AcceptsAll;
    }
}
