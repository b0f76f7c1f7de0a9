using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class CancellationTests
{
    [Fact]
    public async Task A_token_cancelled_before_staging_sends_nothing()
    {
        await using var peer = ScriptedPeer.Start();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Task<RemotingResponse> request = peer.Connection.AskCancellablyAsync(1, cancelled.Token);

        (await Should.ThrowAsync<OperationCanceledException>(request)).CancellationToken.ShouldBe(cancelled.Token);
        peer.Connection.Statistics.FramesSent.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelling_after_staging_stops_the_waiting_but_not_the_request()
    {
        await using var peer = ScriptedPeer.Start();
        using var cancellation = new CancellationTokenSource();
        Task<RemotingResponse> request = peer.Connection.AskCancellablyAsync(1, cancellation.Token);
        await cancellation.CancelAsync();

        (await Should.ThrowAsync<OperationCanceledException>(request)).CancellationToken.ShouldBe(cancellation.Token);
        int opaque = (await peer.ReadFrameAsync()).Opaque;
        await peer.AnswerAsync(opaque, 1);

        Task<RemotingResponse> next = peer.Connection.AskAsync(2);
        await peer.AnswerAsync((await peer.ReadFrameAsync()).Opaque, 2);
        (await next.Within("the next answer")).ShouldAnswer(2);
        peer.Connection.Statistics.UnmatchedResponses.ShouldBe(1);
        peer.Connection.Statistics.AbandonedRequests.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_after_the_answer_changes_nothing()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();
        using var cancellation = new CancellationTokenSource();
        RemotingResponse response = await pair.Client.AskCancellablyAsync(1, cancellation.Token).Within("the answer");

        await cancellation.CancelAsync();

        response.ShouldAnswer(1);
        (await pair.Client.AskAsync(2).Within("the next answer")).ShouldAnswer(2);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_room_sends_nothing_and_lets_the_next_caller_in()
    {
        await using var peer = ScriptedPeer.Start(new() { MaxInFlightRequests = 1 });
        Task<RemotingResponse> first = peer.Connection.AskAsync(1);
        using var cancellation = new CancellationTokenSource();
        Task<RemotingResponse> second = peer.Connection.AskCancellablyAsync(2, cancellation.Token);
        Task<RemotingResponse> third = peer.Connection.AskAsync(3);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        await peer.AnswerAsync((await peer.ReadFrameAsync()).Opaque, 1);
        (await first.Within("the first answer")).ShouldAnswer(1);
        await peer.AnswerAsync((await peer.ReadFrameAsync()).Opaque, 3);

        (await third.Within("the third answer")).ShouldAnswer(3);
        peer.Connection.Statistics.FramesSent.ShouldBe(2);
    }

    [Fact]
    public async Task Cancelling_races_with_answers_without_losing_or_mixing_anything()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();
        int cancelled = 0;
        async Task AskAndCancel(int caller)
        {
            for (int turn = 0; turn < 200; turn++)
            {
                using var cancellation = new CancellationTokenSource();
                Task<RemotingResponse> request = pair.Client.AskCancellablyAsync(caller * 1000 + turn, cancellation.Token);
                if (turn % 2 == 0)
                    await Task.Yield();
                await cancellation.CancelAsync();
                try
                {
                    (await request).ShouldAnswer(caller * 1000 + turn);
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref cancelled);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 16).Select(AskAndCancel)).Within("every request ends");

        (await pair.Client.AskAsync(1).Within("a last answer")).ShouldAnswer(1);
        pair.Client.Statistics.AbandonedRequests.ShouldBe(cancelled);
        pair.Client.Statistics.UnmatchedResponses.ShouldBe(cancelled);
    }
}
