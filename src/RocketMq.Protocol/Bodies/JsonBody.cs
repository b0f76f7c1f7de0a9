namespace RocketMq.Protocol;

/// <summary>
/// A request or response body that travels as JSON. Every body has a static <c>Parse</c> that is as lenient as fastjson (names in
/// any letter case, unknown members skipped, quoted numbers, unquoted and object keys, enums by name or ordinal) and is written
/// as fastjson 1.2 writes it: compact, members in alphabetical order, nulls left out.
/// </summary>
public abstract record JsonBody
{
    private protected JsonBody() { }

    /// <summary>Appends the body as fastjson writes it, with unquoted numbers and objects as keys where the body has such keys.</summary>
    /// <param name="output">Where to append.</param>
    public void Write(GrowableBuffer output) => Write(output, isStandard: false);

    /// <summary>Appends the body.</summary>
    /// <param name="output">Where to append.</param>
    /// <param name="isStandard">Whether keys must be texts and characters beyond ASCII escaped, as name servers answer clients that ask for standard JSON.</param>
    public void Write(GrowableBuffer output, bool isStandard)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonOutput json = new(output, isStandard);
        WriteTo(ref json);
    }

    /// <summary>The body as bytes.</summary>
    /// <param name="isStandard">As for <see cref="Write(GrowableBuffer, bool)"/>; default false.</param>
    /// <returns>UTF-8.</returns>
    public byte[] ToUtf8Bytes(bool isStandard = false)
    {
        using GrowableBuffer output = new();
        Write(output, isStandard);
        return output.WrittenSpan.ToArray();
    }

    internal abstract void WriteTo(ref JsonOutput json);

    private protected static T Parse<T>(ReadOnlySpan<byte> utf8, JsonRead<T> read)
    {
        JsonCursor json = new(utf8);
        return read(ref json);
    }
}
