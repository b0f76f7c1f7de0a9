namespace RocketMq.Transport.Tests.Kit;

internal static class FailingRequests
{
    /// <summary>The failure of a request that must not be answered.</summary>
    public static async Task<RemotingException> Failure(this Task<RemotingResponse> request)
    {
        await ((Task)request)
            .ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)
            .Within("the request fails");
        return await Should.ThrowAsync<RemotingException>(request);
    }
}
