using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class ClosingTests
{
    [Fact]
    public async Task The_first_reason_is_kept_and_every_close_waits_for_the_same_end()
    {
        var observer = new RecordingObserver();
        await using var peer = ScriptedPeer.Start(observer: observer);
        var first = new InvalidOperationException("first");

        Task one = peer.Connection.CloseAsync(first).AsTask();
        Task two = peer.Connection.CloseAsync(new InvalidOperationException("second")).AsTask();
        Task three = peer.Connection.DisposeAsync().AsTask();

        await Task.WhenAll(one, two, three).Within("all three closes");
        peer.Connection.CloseReason.ShouldBeSameAs(first);
        peer.Connection.IsOpen.ShouldBeFalse();
        observer.Events.ShouldBe(["opened", "closed: first"]);
    }

    [Fact]
    public async Task Pending_requests_know_whether_they_were_sent()
    {
        var held = new HeldTransport();
        var connection = new RemotingConnection(held);
        connection.Start();
        Task<RemotingResponse> sent = connection.AskAsync(1);
        await held.SendStarted.Task.Within("the first frame is handed over");
        Task<RemotingResponse> staged = connection.AskAsync(2);

        await connection.CloseAsync(new IOException("cut")).Within("the connection closes");

        (await sent.Failure()).WasSent.ShouldBeTrue();
        RemotingException unsent = await staged.Failure();
        unsent.WasSent.ShouldBeFalse();
        unsent.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        unsent.Message.ShouldContain("cut");
    }

    [Fact]
    public async Task A_closed_connection_takes_no_requests()
    {
        await using var peer = ScriptedPeer.Start();
        await peer.Connection.CloseAsync().Within("the connection closes");

        RemotingException failure = await peer.Connection.AskAsync(1).Failure();

        failure.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        failure.WasSent.ShouldBeFalse();
        await Should.ThrowAsync<RemotingException>(peer.Connection.TellAsync(1));
    }

    [Fact]
    public async Task What_was_staged_before_an_orderly_close_still_arrives()
    {
        int arrived = 0;
        var processor = new DelegateProcessor(context => Interlocked.Increment(ref arrived));
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(processor);

        for (int message = 0; message < 500; message++)
            await pair.Client.TellAsync(message);
        await pair.Client.DisposeAsync();
        await pair.Server.Closed.Within("the server sees the end");

        arrived.ShouldBe(500);
    }

    [Fact]
    public async Task A_connection_that_never_started_closes_too()
    {
        (IDuplexTransport left, _) = InMemoryNetwork.CreatePair();
        var connection = new RemotingConnection(left);
        Task<RemotingResponse> request = connection.AskAsync(1);

        await connection.DisposeAsync().Within("the connection closes");

        (await request.Failure()).WasSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiting_caller_fails_when_the_connection_closes()
    {
        await using var peer = ScriptedPeer.Start(new() { MaxInFlightRequests = 1 });
        Task<RemotingResponse> first = peer.Connection.AskAsync(1);
        Task<RemotingResponse> waiting = peer.Connection.AskAsync(2);

        await peer.Connection.CloseAsync().Within("the connection closes");

        await first.Failure();
        RemotingException failure = await waiting.Failure();
        failure.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        failure.WasSent.ShouldBeFalse();
    }

    [Theory]
    [InlineData("waiting for an answer")]
    [InlineData("receiving half a frame")]
    [InlineData("blocked in a send")]
    [InlineData("processing a request")]
    [InlineData("processing a request that fails")]
    [InlineData("holding a response")]
    [InlineData("under load")]
    public async Task Closing_ends_at_once_during(string activity)
    {
        var processing = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var processor = new DelegateProcessor(async context =>
        {
            processing.TrySetResult();
            await release.Task;
            if (activity.EndsWith("fails", StringComparison.Ordinal))
                throw new InvalidOperationException("broken");
            context.Reply(ResponseCode.Success);
        });
        await using var peer = ScriptedPeer.Start(processor: processor);
        Task<RemotingResponse> request = peer.Connection.AskAsync(1);
        int opaque = (await peer.ReadFrameAsync()).Opaque;
        RemotingResponse held = default;
        switch (activity)
        {
            case "receiving half a frame":
                await peer.SendAsync(ScriptedPeer.Answer(opaque, 1).AsMemory(0, 9));
                break;
            case "blocked in a send":
                await peer.Connection.TellAsync(1, new byte[1_000_000]);
                break;
            case "processing a request":
            case "processing a request that fails":
                await peer.SendAsync(ScriptedPeer.Ask(1, 1));
                await processing.Task.Within("the processor runs");
                break;
            case "holding a response":
                await peer.AnswerAsync(opaque, 1);
                held = await request.Within("the answer");
                break;
            case "under load":
                for (int caller = 0; caller < 1000; caller++)
                    _ = peer.Connection.AskAsync(caller).Failure();
                break;
        }

        await peer.Connection.DisposeAsync().Within($"closing while {activity}");
        release.TrySetResult();

        if (activity == "holding a response")
            held.ShouldAnswer(1);
        else
            (await request.Failure()).Reason.ShouldBe(RemotingFailure.ConnectionClosed);
    }

    [Fact]
    public async Task A_processor_may_close_its_own_connection()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(new DelegateProcessor(context => context.Connection.CloseAsync()));

        RemotingException failure = await pair.Client.AskAsync(1).Failure();

        failure.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        await pair.Server.Closed.Within("the server's connection closes");
    }

    [Fact]
    public async Task Requests_that_race_with_the_close_all_end()
    {
        for (int round = 0; round < 50; round++)
        {
            await using ConnectedPair pair = ConnectedPair.InMemory(options: new() { MaxInFlightRequests = 8 });
            Task<int>[] callers = [.. Enumerable.Range(0, 16).Select(caller => Task.Run(() => AskUntilClosedAsync(pair.Client, caller)))];
            (await pair.Client.AskAsync(1).Within("an answer")).ShouldAnswer(1);

            await (round % 2 == 0 ? pair.Client : pair.Server).DisposeAsync().Within("the connection closes");

            await Task.WhenAll(callers).Within($"round {round}: every caller ends");
        }
    }

    private static async Task<int> AskUntilClosedAsync(RemotingConnection connection, int caller)
    {
        for (int answers = 0; ; answers++)
        {
            try
            {
                (await connection.AskAsync(caller)).ShouldAnswer(caller);
            }
            catch (RemotingException)
            {
                return answers;
            }
        }
    }
}
