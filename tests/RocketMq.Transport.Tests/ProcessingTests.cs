using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class ProcessingTests
{
    [Fact]
    public async Task A_processor_that_throws_answers_system_error_with_the_reason_and_logs_it()
    {
        var logger = new RecordingLogger();
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(new Action<RequestContext>(_ => throw new InvalidOperationException("no such queue"))),
            serverOptions: new() { Logger = logger }
        );

        using RemotingResponse response = await pair.Client.AskAsync(1).Within("the answer");

        response.Code.ShouldBe(ResponseCode.SystemError);
        response.Remark.ShouldBe("InvalidOperationException: no such queue");
        logger.Entries.ShouldHaveSingleItem().ShouldContain("GetMaxOffset");
    }

    [Fact]
    public async Task A_processor_that_fails_later_or_reads_a_malformed_header_answers_system_error_too()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(async context =>
            {
                await Task.Yield();
                throw new ProtocolException("malformed");
            })
        );

        using RemotingResponse response = await pair.Client.AskAsync(1).Within("the answer");

        response.Code.ShouldBe(ResponseCode.SystemError);
        response.Remark.ShouldBe("ProtocolException: malformed");
    }

    [Fact]
    public async Task A_processor_that_forgets_to_answer_does_not_leave_the_peer_waiting()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(new DelegateProcessor(_ => { }));

        using RemotingResponse response = await pair.Client.AskAsync(1).Within("the answer");

        response.Code.ShouldBe(ResponseCode.SystemError);
        response.Remark!.ShouldContain("without answering");
    }

    [Fact]
    public async Task A_detached_request_is_answered_later_from_any_thread()
    {
        var detached = new TaskCompletionSource<RequestContext>();
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(context =>
            {
                if (context.Request.ReadHeader<GetMaxOffsetRequestHeader>().QueueId != 1)
                {
                    Requests.Answer(context);
                    return;
                }

                context.Detach();
                detached.SetResult(context);
            })
        );
        Task<RemotingResponse> poll = pair.Client.AskAsync(1);
        RequestContext context = await detached.Task.Within("the request is detached");

        for (int queueId = 2; queueId < 50; queueId++)
            (await pair.Client.AskAsync(queueId).Within("other requests are answered meanwhile")).ShouldAnswer(queueId);
        Should.Throw<InvalidOperationException>(() => context.Request);
        poll.IsCompleted.ShouldBeFalse();
        await Task.Run(
            () => context.Reply(ResponseCode.Success, new GetMaxOffsetResponseHeader { Offset = 10 }),
            TestContext.Current.CancellationToken
        );

        (await poll.Within("the late answer")).ShouldAnswer(1);
        Should.Throw<InvalidOperationException>(() => context.Reply(ResponseCode.Success)).Message.ShouldContain("already answered");
    }

    [Fact]
    public async Task An_answer_after_the_connection_closed_does_nothing()
    {
        var detached = new TaskCompletionSource<RequestContext>();
        await using var peer = ScriptedPeer.Start(
            processor: new DelegateProcessor(context =>
            {
                context.Detach();
                detached.SetResult(context);
            })
        );
        await peer.SendAsync(ScriptedPeer.Ask(1, 1));
        RequestContext context = await detached.Task.Within("the request is detached");
        await peer.Connection.CloseAsync().Within("the connection closes");

        context.Reply(ResponseCode.Success);

        peer.Connection.Statistics.FramesSent.ShouldBe(0);
    }

    [Fact]
    public async Task A_second_answer_is_refused()
    {
        Exception? second = null;
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(context =>
            {
                Requests.Answer(context);
                second = Record.Exception(() => context.Reply(ResponseCode.SystemError));
            })
        );

        (await pair.Client.AskAsync(1).Within("the answer")).ShouldAnswer(1);
        (await pair.Client.AskAsync(2).Within("the next answer")).ShouldAnswer(2);

        second.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task An_answer_over_the_frame_limit_becomes_a_system_error()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(context => context.Reply(ResponseCode.Success, body: new byte[5000])),
            serverOptions: new() { MaxFrameLength = 4096 }
        );

        using RemotingResponse response = await pair.Client.AskAsync(1).Within("the answer");

        response.Code.ShouldBe(ResponseCode.SystemError);
        response.Remark!.ShouldContain("limit is 4096");
    }

    [Fact]
    public async Task Requests_are_processed_in_order_of_arrival_and_a_waiting_one_does_not_hold_up_the_next()
    {
        List<int> order = [];
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(async context =>
            {
                int queueId = context.Request.ReadHeader<GetMaxOffsetRequestHeader>().QueueId;
                order.Add(queueId);
                if (queueId % 10 == 0)
                    await release.Task;
                Requests.Answer(context);
            })
        );

        Task<RemotingResponse>[] requests = [.. Enumerable.Range(0, 100).Select(queueId => pair.Client.AskAsync(queueId))];
        for (int queueId = 0; queueId < 100; queueId++)
        {
            if (queueId % 10 != 0)
                (await requests[queueId].Within("a quick answer")).ShouldAnswer(queueId);
        }

        release.SetResult();
        for (int queueId = 0; queueId < 100; queueId += 10)
            (await requests[queueId].Within("a slow answer")).ShouldAnswer(queueId);
        order.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_failing_observer_is_logged_and_does_not_break_the_connection()
    {
        var logger = new RecordingLogger();
        await using var peer = ScriptedPeer.Start(new() { Logger = logger }, Requests.Answering, new ThrowingObserver());
        await peer.SendAsync(ScriptedPeer.Ask(5, 2));

        (await peer.ReadFrameAsync()).Opaque.ShouldBe(5);
        await peer.Connection.CloseAsync().Within("the connection closes");

        logger.Entries.Count.ShouldBe(2);
    }

    private sealed class ThrowingObserver : IConnectionObserver
    {
        public void OnOpened(RemotingConnection connection) => throw new InvalidOperationException("opened");

        public void OnClosed(RemotingConnection connection, Exception? reason) => throw new InvalidOperationException("closed");
    }
}
