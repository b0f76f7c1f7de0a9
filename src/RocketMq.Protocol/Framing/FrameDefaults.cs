namespace RocketMq.Protocol;

/// <summary>What the frames of one connection have in common.</summary>
/// <param name="Format">The header format; codes above 32,767 are sent as JSON whatever it says.</param>
/// <param name="Language">The language to report.</param>
/// <param name="Version">The version to report, see <see cref="ProtocolVersion"/>; 16 bits in binary headers.</param>
public readonly record struct FrameDefaults(HeaderFormat Format, LanguageCode Language, int Version)
{
    /// <summary>Binary headers from a .NET peer of <see cref="ProtocolVersion.Current"/>.</summary>
    public static FrameDefaults Binary { get; } = new(HeaderFormat.Binary, LanguageCode.DotNet, ProtocolVersion.Current);

    /// <summary>JSON headers from a .NET peer of <see cref="ProtocolVersion.Current"/>.</summary>
    public static FrameDefaults Json { get; } = new(HeaderFormat.Json, LanguageCode.DotNet, ProtocolVersion.Current);

    /// <summary>Fields written after those of the header; default: none.</summary>
    public ReadOnlyMemory<ExtraField> ExtraFields { get; init; }

    /// <summary>Signs the frames, all fields included; default: nobody does.</summary>
    public SigningKey? Key { get; init; }
}
