namespace RocketMq.Protocol;

/// <summary>The fixed fields of a header, and where its variable parts stand in the frame.</summary>
internal struct FrameLayout
{
    public int Code;
    public int Opaque;
    public CommandFlags Flags;
    public int Version;
    public LanguageCode Language;
    public HeaderFormat Format;
    public HeaderFieldValueKind RemarkKind;
    public int RemarkStart;
    public int RemarkLength;
    public int FieldsStart;
    public int FieldsLength;
    public int BodyStart;
}
