using System.Collections.Frozen;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>The checked and immutable copy of <see cref="ProducerOptions"/>.</summary>
internal sealed class ProducerSettings
{
    public required string Group { get; init; }

    /// <summary>The group as brokers know it, with the client's namespace.</summary>
    public required string WireGroup { get; init; }
    public required Utf8Text GroupText { get; init; }
    public required Utf8Text CreateTopicKeyText { get; init; }
    public required string CreateTopicKey { get; init; }
    public required TimeSpan SendTimeout { get; init; }
    public required int Retries { get; init; }
    public required CompressionSettings Compression { get; init; }
    public required int MaxMessageSize { get; init; }
    public required int DefaultTopicQueueNums { get; init; }
    public required bool RetryWhenNotSafelyStored { get; init; }
    public required TimeSpan? AttemptTimeout { get; init; }
    public required RetryRules RetryRules { get; init; }
    public required FaultToleranceSettings FaultTolerance { get; init; }
    public required BackpressureOptions Backpressure { get; init; }
    public required SchedulingOptions Scheduling { get; init; }
    public required BatchingSettings? Batching { get; init; }

    public static ProducerSettings From(ProducerOptions options, ResourceNames? names = null)
    {
        names ??= ResourceNames.Plain;
        if (!TopicRules.IsValidGroup(options.Group, out string? reason))
            throw new ArgumentException($"ProducerOptions.Group '{options.Group}' is not a group name: {reason}", nameof(options));
        if (!TopicRules.IsValidTopic(options.CreateTopicKey, out reason))
            throw new ArgumentException(
                $"ProducerOptions.CreateTopicKey '{options.CreateTopicKey}' is not a topic name: {reason}",
                nameof(options)
            );
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.SendTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SendTimeout, TimeSpan.FromDays(24));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Retries);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxMessageSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DefaultTopicQueueNums, 1);
        if (options.AttemptTimeout is { } attempt)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(attempt, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(options.RetryResponseCodes);
        ArgumentNullException.ThrowIfNull(options.Backpressure);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Backpressure.MaxInFlight);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Backpressure.MaxBytes);
        ArgumentNullException.ThrowIfNull(options.Scheduling);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Scheduling.MaxDelay, TimeSpan.Zero);
        return new ProducerSettings
        {
            Group = options.Group,
            WireGroup = names.Wrap(options.Group),
            GroupText = Utf8Text.Encode(names.Wrap(options.Group)),
            CreateTopicKey = options.CreateTopicKey,
            CreateTopicKeyText = Utf8Text.Encode(options.CreateTopicKey),
            SendTimeout = options.SendTimeout,
            Retries = options.Retries,
            Compression = CompressionSettings.From(options.Compression),
            MaxMessageSize = options.MaxMessageSize,
            DefaultTopicQueueNums = options.DefaultTopicQueueNums,
            RetryWhenNotSafelyStored = options.RetryWhenNotSafelyStored,
            AttemptTimeout = options.AttemptTimeout,
            RetryRules = new RetryRules(options.RetryResponseCodes.ToFrozenSet()),
            FaultTolerance = FaultToleranceSettings.From(options.FaultTolerance),
            Backpressure = new() { MaxInFlight = options.Backpressure.MaxInFlight, MaxBytes = options.Backpressure.MaxBytes },
            Scheduling = new() { Mode = options.Scheduling.Mode, MaxDelay = options.Scheduling.MaxDelay },
            Batching = BatchingSettings.From(options.Batching, options.MaxMessageSize),
        };
    }
}
