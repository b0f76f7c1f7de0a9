namespace RocketMq;

/// <summary>Failures that have nobody to go to and no log to be written to.</summary>
internal static class UnobservedFailure
{
    /// <summary>Raises <see cref="TaskScheduler.UnobservedTaskException"/> with the failure at one of the next garbage collections.</summary>
    public static void Report(Exception failure) => _ = Task.FromException(failure);
}
