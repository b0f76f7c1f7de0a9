namespace RocketMq.Transport.Tests.Kit;

/// <summary>Waits that fail the test, with a message, instead of hanging it.</summary>
internal static class Bounded
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"Did not happen within {Patience.TotalSeconds} s: {what}");
        }
    }

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        await Within((Task)task, what);
        return await task;
    }

    public static Task Within(this ValueTask task, string what) => task.AsTask().Within(what);

    public static Task<T> Within<T>(this ValueTask<T> task, string what) => task.AsTask().Within(what);

    /// <summary>The failure of a request that must not be answered.</summary>
    public static async Task<RemotingException> Failure(this Task<RemotingResponse> request)
    {
        await ((Task)request)
            .ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)
            .Within("the request fails");
        return await Should.ThrowAsync<RemotingException>(request);
    }
}
