namespace RocketMq.Typed;

/// <summary>The first bytes of MessagePack values (github.com/msgpack/msgpack, spec.md).</summary>
internal static class MessagePackCode
{
    public const byte MaxPositiveFixInt = 0x7f;
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixStr = 0xa0;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Bin8 = 0xc4;
    public const byte Bin16 = 0xc5;
    public const byte Bin32 = 0xc6;
    public const byte Ext8 = 0xc7;
    public const byte Ext16 = 0xc8;
    public const byte Ext32 = 0xc9;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte UInt8 = 0xcc;
    public const byte UInt16 = 0xcd;
    public const byte UInt32 = 0xce;
    public const byte UInt64 = 0xcf;
    public const byte Int8 = 0xd0;
    public const byte Int16 = 0xd1;
    public const byte Int32 = 0xd2;
    public const byte Int64 = 0xd3;
    public const byte FixExt1 = 0xd4;
    public const byte FixExt2 = 0xd5;
    public const byte FixExt4 = 0xd6;
    public const byte FixExt8 = 0xd7;
    public const byte FixExt16 = 0xd8;
    public const byte Str8 = 0xd9;
    public const byte Str16 = 0xda;
    public const byte Str32 = 0xdb;
    public const byte Array16 = 0xdc;
    public const byte Array32 = 0xdd;
    public const byte Map16 = 0xde;
    public const byte Map32 = 0xdf;
    public const byte MinNegativeFixInt = 0xe0;

    public const int MaxFixContainer = 15;
    public const int MaxFixStr = 31;

    /// <summary>The extension type of timestamps, -1.</summary>
    public const byte TimestampType = 0xff;

    /// <summary>What a value beginning with this byte is called in error messages.</summary>
    public static string NameOf(byte code) =>
        code switch
        {
            <= MaxPositiveFixInt or >= MinNegativeFixInt or (>= UInt8 and <= Int64) => "an integer",
            < FixArray or Map16 or Map32 => "a map",
            < FixStr or Array16 or Array32 => "an array",
            < Nil or Str8 or Str16 or Str32 => "a string",
            Nil => "nil",
            False or True => "a boolean",
            Bin8 or Bin16 or Bin32 => "binary data",
            Float32 or Float64 => "a floating-point number",
            (>= Ext8 and <= Ext32) or (>= FixExt1 and <= FixExt16) => "an extension value",
            _ => "an invalid byte",
        };
}
