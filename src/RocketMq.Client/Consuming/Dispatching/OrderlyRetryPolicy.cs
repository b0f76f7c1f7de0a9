namespace RocketMq.Consuming;

/// <summary>How often and after what pause an orderly message is handled again.</summary>
/// <param name="MaxAttempts">Handler calls for one message, the first included.</param>
/// <param name="SuspendInterval">The pause unless the handler asks for another.</param>
internal sealed record OrderlyRetryPolicy(int MaxAttempts, TimeSpan SuspendInterval)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public bool IsLastAttempt(ReceivedMessage message) => message.Attempt >= MaxAttempts;

    /// <summary>The pause before the next attempt, held within what the Java client allows.</summary>
    public TimeSpan PauseAfter(ConsumeResult result)
    {
        TimeSpan pause = result.Pause ?? SuspendInterval;
        return pause < ShortestPause ? ShortestPause
            : pause > LongestPause ? LongestPause
            : pause;
    }
}
