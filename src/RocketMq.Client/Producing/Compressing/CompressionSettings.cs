using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>The checked and immutable copy of <see cref="CompressionOptions"/>.</summary>
/// <param name="Algorithm">The algorithm as messages name it.</param>
/// <param name="Threshold">Bodies of at least this many bytes are compressed.</param>
/// <param name="Level">The level.</param>
internal sealed record CompressionSettings(SystemFlags Algorithm, int Threshold, int Level)
{
    private const int TypeBit = 8;

    public static CompressionSettings From(CompressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Enum.IsDefined(options.Type))
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.Type,
                "CompressionOptions.Type is Zlib, Lz4 or Zstd; to send bodies as they are, set CompressionOptions.Threshold to int.MaxValue."
            );
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threshold);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Level, MessageCompression.MinLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Level, MessageCompression.MaxLevel);
        return new((SystemFlags)((int)options.Type << TypeBit), options.Threshold, options.Level);
    }
}
