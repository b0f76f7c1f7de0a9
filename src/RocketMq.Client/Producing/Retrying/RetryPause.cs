namespace RocketMq.Producing;

/// <summary>How long to wait before the same broker is asked again.</summary>
internal static class RetryPause
{
    /// <summary>
    /// A broker that has just hung up is not back at once (its connection refuses to dial for about as long), and one that was busy a moment ago
    /// still is.
    /// </summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(150);
}
