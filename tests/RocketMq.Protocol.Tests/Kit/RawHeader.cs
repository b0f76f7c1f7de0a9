namespace RocketMq.Protocol.Tests.Kit;

/// <summary>Fields in a given order, duplicates included.</summary>
internal readonly struct RawHeader(IReadOnlyList<ExtraField> fields) : IHeader<RawHeader>
{
    public IReadOnlyList<ExtraField> Fields => fields;

    public void Write(ref HeaderWriter writer)
    {
        foreach (ExtraField field in fields ?? [])
            writer.Write(field);
    }

    public static RawHeader Read(in HeaderView view)
    {
        List<ExtraField> fields = [];
        foreach (HeaderField field in view)
            fields.Add(new(Utf8Text.FromUtf8(field.Key.ToArray()), field.ToText()));

        return new(fields);
    }
}
