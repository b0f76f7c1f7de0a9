namespace RocketMq.Consuming;

/// <summary>Which messages of an orderly queue wait for each other, and how many are handed out at once.</summary>
/// <param name="ByKey">Whether only messages with the same order key wait for each other, rather than all of a queue.</param>
/// <param name="BatchSize">The most messages of one handler call.</param>
internal readonly record struct OrderlyGrouping(bool ByKey, int BatchSize = 1);
