using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

/// <summary>What callers do when they are answered is their business; it must not hold up the connection or each other.</summary>
public sealed class ContinuationTests
{
    [Fact]
    public async Task A_caller_that_blocks_after_its_answer_holds_up_neither_the_others_nor_their_next_requests()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();
        using var release = new ManualResetEventSlim();
        async Task AskThenBlock()
        {
            (await pair.Client.AskAsync(1)).Dispose();
            release.Wait(TestContext.Current.CancellationToken);
        }

        async Task AskTwice(int queueId)
        {
            (await pair.Client.AskAsync(queueId)).ShouldAnswer(queueId);
            (await pair.Client.AskAsync(queueId + 1)).ShouldAnswer(queueId + 1);
        }

        Task[] blocked = [.. Enumerable.Range(0, 4).Select(_ => OnPool(AskThenBlock))];
        await Task.WhenAll(Enumerable.Range(0, 50).Select(caller => OnPool(() => AskTwice(caller))))
            .Within("the others are answered while four callers block");

        release.Set();
        await Task.WhenAll(blocked).Within("the blocked callers go on");
    }

    [Fact]
    public async Task A_caller_may_wait_synchronously_for_its_next_answer_inside_a_continuation()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();
        async Task AskThenAskSynchronously(int queueId)
        {
            (await pair.Client.AskAsync(queueId)).ShouldAnswer(queueId);
            Task<RemotingResponse> next = pair.Client.AskAsync(queueId + 1);
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)).ShouldBeTrue("the request left and was answered");
            (await next).ShouldAnswer(queueId + 1);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => OnPool(() => AskThenAskSynchronously(caller)))).Within("all answers");
    }

    [Fact]
    public async Task Callers_that_are_answered_together_ask_again_in_one_send()
    {
        const int callers = 32;
        const int turns = 50;
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync();
        async Task Ask(int caller)
        {
            for (int turn = 0; turn < turns; turn++)
                (await pair.Client.AskAsync(caller)).ShouldAnswer(caller);
        }

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => OnPool(() => Ask(caller)))).Within("all answers");

        // Perfect batches make 32 times fewer sends than requests; a third of that still tells batches from single sends on a busy machine.
        pair.Client.Statistics.Sends.ShouldBeLessThan(callers * turns / 10);
    }

    // Without the synchronization context of the test, so that callers go on where they are answered.
    private static Task OnPool(Func<Task> caller) => Task.Run(caller, TestContext.Current.CancellationToken);
}
