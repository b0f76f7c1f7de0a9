namespace RocketMq.Typed.Generators;

/// <summary>Names that generated code refers to.</summary>
internal static class Names
{
    public const string Typed = "global::RocketMq.Typed";
    public const string Client = "global::RocketMq";
    public const string PackWriter = Typed + ".MessagePackBodyWriter";
    public const string PackReader = Typed + ".MessagePackBodyReader";
    public const string JsonWriter = "global::System.Text.Json.Utf8JsonWriter";
    public const string JsonReader = "global::System.Text.Json.Utf8JsonReader";
    public const string Codec = Typed + ".BodyCodec";
    public const string JsonRead = Typed + ".JsonBodyReader";
    public const string JsonWrite = Typed + ".JsonBodyWriter";
    public const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";
    public const string Token = "global::System.Threading.CancellationToken";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
}
