using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class BackPressureTests
{
    [Fact]
    public async Task Callers_over_the_request_limit_wait_in_order_and_none_is_dropped()
    {
        await using var peer = ScriptedPeer.Start(new() { MaxInFlightRequests = 3 });
        Task<RemotingResponse>[] requests = [.. Enumerable.Range(0, 20).Select(queueId => peer.Connection.AskAsync(queueId))];

        peer.Connection.Statistics.FramesSent.ShouldBe(3);
        for (int expected = 0; expected < requests.Length; expected++)
        {
            RemotingFrame frame = await peer.ReadFrameAsync();
            int queueId = frame.ReadHeader<GetMaxOffsetRequestHeader>().QueueId;
            queueId.ShouldBe(expected);
            await peer.AnswerAsync(frame.Opaque, queueId);
            (await requests[expected].Within("the answer")).ShouldAnswer(queueId);
        }
    }

    [Fact]
    public async Task Callers_over_the_byte_limit_wait_until_the_peer_reads()
    {
        await using var peer = ScriptedPeer.Start(new() { MaxStagedBytes = 100_000 });
        byte[] body = new byte[50_000];
        List<Task> sends = [.. Enumerable.Range(0, 12).Select(queueId => peer.Connection.TellAsync(queueId, body))];

        sends.Count(send => send.IsCompleted).ShouldBeLessThan(6, "the pipe takes 64 KiB, the staging buffers 100,000 bytes");
        for (int expected = 0; expected < sends.Count; expected++)
        {
            RemotingFrame frame = await peer.ReadFrameAsync();
            frame.ReadHeader<GetMaxOffsetRequestHeader>().QueueId.ShouldBe(expected);
        }

        await Task.WhenAll(sends).Within("all sends");
    }

    [Fact]
    public async Task A_frame_over_the_byte_limit_goes_alone()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(options: new() { MaxStagedBytes = 1000 });

        Task<RemotingResponse>[] requests = [.. Enumerable.Range(0, 5).Select(queueId => pair.Client.AskAsync(queueId, new byte[5000]))];

        for (int queueId = 0; queueId < requests.Length; queueId++)
            (await requests[queueId].Within("the answer")).ShouldAnswer(queueId, new byte[5000]);
    }

    [Fact]
    public async Task Waiting_for_room_counts_towards_the_timeout_and_says_that_nothing_was_sent()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { MaxInFlightRequests = 1, TimeProvider = clock });
        Task<RemotingResponse> first = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(10));
        Task<RemotingResponse> second = peer.Connection.AskAsync(2, timeout: TimeSpan.FromSeconds(1));

        clock.Advance(TimeSpan.FromSeconds(1.1));

        RemotingException failure = await second.Failure();
        failure.Reason.ShouldBe(RemotingFailure.Timeout);
        failure.WasSent.ShouldBeFalse();
        first.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_ticks_while_nothing_is_pending()
    {
        var clock = new ManualTimeProvider();
        var counting = new CountingTimeProvider(clock);
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = counting, IdleTimeout = Timeout.InfiniteTimeSpan });
        Task<RemotingResponse> request = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(1));
        await peer.AnswerAsync((await peer.ReadFrameAsync()).Opaque, 1);
        (await request.Within("the answer")).ShouldAnswer(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        long ticks = counting.Ticks;

        clock.Advance(TimeSpan.FromHours(1));

        ticks.ShouldBePositive();
        counting.Ticks.ShouldBe(ticks);
    }

    [Fact]
    public async Task A_time_that_is_already_over_fails_at_once()
    {
        await using var peer = ScriptedPeer.Start();

        RemotingException failure = await peer.Connection.AskAsync(1, timeout: TimeSpan.Zero).Failure();

        failure.Reason.ShouldBe(RemotingFailure.Timeout);
        failure.WasSent.ShouldBeFalse();
        peer.Connection.Statistics.FramesSent.ShouldBe(0);
    }

    [Fact]
    public async Task A_frame_over_the_limit_is_refused_and_leaves_the_connection_usable()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(options: new() { MaxFrameLength = 4096, MaxInFlightRequests = 1 });

        RemotingException failure = await pair.Client.AskAsync(1, new byte[5000]).Failure();

        failure.Reason.ShouldBe(RemotingFailure.FrameTooLarge);
        failure.WasSent.ShouldBeFalse();
        (await pair.Client.AskAsync(2, new byte[3000]).Within("the next answer")).ShouldAnswer(2, new byte[3000]);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_its_answers_is_not_read_from_either()
    {
        int processed = 0;
        var processor = new DelegateProcessor(context =>
        {
            Interlocked.Increment(ref processed);
            context.Reply(ResponseCode.Success, body: new byte[10_000]);
        });
        await using var peer = ScriptedPeer.Start(new() { MaxStagedBytes = 50_000 }, processor);
        byte[] ask = ScriptedPeer.Ask(1, 1);
        Task asking = AskAsync();
        async Task AskAsync()
        {
            await Task.Yield();
            for (int request = 0; request < 5000; request++)
                await peer.SendAsync(ask);
        }

        for (int answer = 0; answer < 5000; answer++)
        {
            (await peer.ReadFrameAsync()).Body.Length.ShouldBe(10_000);
            (Volatile.Read(ref processed) - answer).ShouldBeLessThan(2000, "one receive of requests, the staged answers and the pipe");
        }

        await asking.Within("all requests are taken");
    }
}
