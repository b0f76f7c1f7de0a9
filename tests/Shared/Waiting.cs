namespace RocketMq.Tests;

/// <summary>Bounded waits: a test that would hang fails with what it waited for.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds:0} seconds in vain for {what}.");
        }
    }

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        await ((Task)task).Within(what);
        return await task;
    }

    public static Task Within(this ValueTask task, string what) => task.AsTask().Within(what);

    public static Task<T> Within<T>(this ValueTask<T> task, string what) => task.AsTask().Within(what);
}
