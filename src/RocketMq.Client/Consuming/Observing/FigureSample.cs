namespace RocketMq.Consuming;

/// <summary>Sums since a consumer began, as they were at one moment.</summary>
internal readonly record struct FigureSample(
    long At,
    long Pulls,
    long PullTicks,
    long Pulled,
    long Calls,
    long CallTicks,
    long Succeeded,
    long Failed
);
