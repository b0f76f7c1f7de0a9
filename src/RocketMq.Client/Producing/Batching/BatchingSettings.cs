namespace RocketMq.Producing;

/// <summary>The checked and immutable copy of <see cref="BatchingOptions"/>.</summary>
internal sealed record BatchingSettings(TimeSpan MaxDelay, int MaxBytes, long TotalMaxBytes)
{
    private const int LargestBatch = 2 * 1024 * 1024;

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>The settings, or null if messages are not gathered.</summary>
    public static BatchingSettings? From(BatchingOptions options, int maxMessageSize)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Enabled)
            return null;
        Require(
            options.MaxDelay >= ShortestDelay && options.MaxDelay <= LongestDelay,
            nameof(options.MaxDelay),
            options.MaxDelay,
            "1 millisecond to 30 seconds"
        );
        int largest = Math.Min(LargestBatch, maxMessageSize);
        Require(
            options.MaxBytes >= 1 && options.MaxBytes <= largest,
            nameof(options.MaxBytes),
            options.MaxBytes,
            $"1 to {largest:N0} (2 MiB, or ProducerOptions.MaxMessageSize)"
        );
        Require(options.TotalMaxBytes >= options.MaxBytes, nameof(options.TotalMaxBytes), options.TotalMaxBytes, "at least MaxBytes");
        return new BatchingSettings(options.MaxDelay, options.MaxBytes, options.TotalMaxBytes);
    }

    private static void Require(bool isInRange, string name, object value, string range)
    {
        if (!isInRange)
            throw new ArgumentException($"BatchingOptions.{name} is {value}; it must be {range}.", nameof(name));
    }
}
