namespace RocketMq.Protocol;

/// <summary>
/// A received frame: a view over memory that somebody else owns, valid as long as the owner says. Everything handed out (remark,
/// header texts, body) points into that memory.
/// </summary>
public readonly struct RemotingFrame
{
    private readonly ReadOnlyMemory<byte> _frame;
    private readonly FrameLayout _layout;

    internal RemotingFrame(ReadOnlyMemory<byte> frame, in FrameLayout layout)
    {
        _frame = frame;
        _layout = layout;
    }

    /// <summary>The request code, or in an answer the response code.</summary>
    public int Code => _layout.Code;

    /// <summary>The code as a request's.</summary>
    public RequestCode RequestCode => (RequestCode)_layout.Code;

    /// <summary>The code as an answer's.</summary>
    public ResponseCode ResponseCode => (ResponseCode)_layout.Code;

    /// <summary>The sender's language.</summary>
    public LanguageCode Language => _layout.Language;

    /// <summary>The sender's version, see <see cref="ProtocolVersion"/>.</summary>
    public int Version => _layout.Version;

    /// <summary>The number that ties an answer to its request.</summary>
    public int Opaque => _layout.Opaque;

    /// <summary>The header's flags.</summary>
    public CommandFlags Flags => _layout.Flags;

    /// <summary>Whether this is an answer.</summary>
    public bool IsResponse => (_layout.Flags & CommandFlags.Response) != 0;

    /// <summary>Whether this is a request that must not be answered.</summary>
    public bool IsOneWay => (_layout.Flags & CommandFlags.OneWay) != 0;

    /// <summary>The format of the header.</summary>
    public HeaderFormat Format => _layout.Format;

    /// <summary>The text beside the code, usually the reason of a failure; allocates only if it came with JSON escape sequences.</summary>
    public Utf8Text Remark =>
        new HeaderField(default, _frame.Slice(_layout.RemarkStart, _layout.RemarkLength), _layout.RemarkKind).ToText();

    /// <summary>The header's fields.</summary>
    public HeaderView Header => new(_frame.Slice(_layout.FieldsStart, _layout.FieldsLength), _layout.Format);

    /// <summary>What follows the header; empty if nothing does.</summary>
    public ReadOnlyMemory<byte> Body => _frame[_layout.BodyStart..];

    /// <summary>The length of the whole frame in bytes, prefix included.</summary>
    public int Length => _frame.Length;

    /// <summary>Reads the header's fields as a type.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <returns>The header; fields that are missing have their default values.</returns>
    /// <exception cref="ProtocolException">The fields are malformed, or a value does not parse as the type of its field.</exception>
    public THeader ReadHeader<THeader>()
        where THeader : struct, IHeader<THeader> => THeader.Read(Header);
}
