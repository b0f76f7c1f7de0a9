namespace RocketMq.Protocol;

/// <summary>A header field that belongs to no header type, such as a signature or a namespace.</summary>
/// <param name="Key">The field name; pre-encode it with <see cref="Utf8Text.Encode"/> if it is used often.</param>
/// <param name="Value">The value; an absent one is not written.</param>
public readonly record struct ExtraField(Utf8Text Key, Utf8Text Value);
