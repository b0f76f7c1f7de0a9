namespace RocketMq.Typed.Generators;

/// <summary>Writes expressions that turn members into text.</summary>
internal static class TextEmitter
{
    public static string Text(TextMember member)
    {
        string value = "message." + Identifiers.Escape(member.Name);
        string access = member.IsNullableValue ? value + "?" : value;
        return member.Kind switch
        {
            TextKind.String => value,
            TextKind.Character or TextKind.Enum => access + ".ToString()",
            TextKind.Guid => access + ".ToString(\"D\")",
            TextKind.Boolean when member.IsNullableValue => $"{value} is null ? null : {value}.GetValueOrDefault() ? \"true\" : \"false\"",
            TextKind.Boolean => $"{value} ? \"true\" : \"false\"",
            TextKind.RoundTrip => $"{access}.ToString(\"O\", {Names.Invariant})",
            TextKind.TimeSpan => $"{access}.ToString(\"c\", {Names.Invariant})",
            _ => $"{access}.ToString({Names.Invariant})",
        };
    }

    /// <summary>Java's hash of the text; a text of one character hashes to the character itself.</summary>
    public static string Hash(TextMember member)
    {
        string value = "message." + Identifiers.Escape(member.Name);
        return member.Kind == TextKind.Character ? value : $"{Names.Typed}.JavaStringHash.Compute({value})";
    }
}
