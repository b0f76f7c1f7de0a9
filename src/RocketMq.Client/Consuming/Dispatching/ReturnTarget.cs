namespace RocketMq.Consuming;

/// <summary>Where a returned message goes: the retry topic after a delay level, or the dead-letter topic.</summary>
/// <param name="DelayLevel">As on the wire: negative means dead letter, 0 lets the broker choose by the number of attempts.</param>
internal readonly record struct ReturnTarget(int DelayLevel)
{
    public static ReturnTarget DeadLetter => new(-1);

    public bool IsDeadLetter => DelayLevel < 0;

    public static ReturnTarget Retry(int delayLevel) => new(delayLevel);
}
