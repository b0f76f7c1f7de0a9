namespace RocketMq.Typed.Generators;

/// <summary>The keywords of the types that enums rest on.</summary>
internal static class EnumTypes
{
    public static string KeywordOf(string method) =>
        method switch
        {
            "Byte" => "byte",
            "SByte" => "sbyte",
            "Int16" => "short",
            "UInt16" => "ushort",
            "UInt32" => "uint",
            "Int64" => "long",
            "UInt64" => "ulong",
            _ => "int",
        };
}
