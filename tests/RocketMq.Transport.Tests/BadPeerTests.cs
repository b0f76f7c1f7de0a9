using System.Buffers.Binary;
using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class BadPeerTests
{
    /// <summary>In a binary frame: length, format and header length, code, language, version, opaque.</summary>
    private const int OpaquePosition = 4 + 4 + 2 + 1 + 2;

    public static TheoryData<string, byte[]> Violations =>
        new()
        {
            { "a frame over the limit", [0x7F, 0, 0, 0, 1, 0, 0, 21] },
            { "a frame that is too short", [0, 0, 0, 1, 0, 0, 0, 0] },
            { "another protocol's greeting", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray() },
            { "an unknown header format", [0, 0, 0, 25, 9, 0, 0, 21, .. new byte[21]] },
            { "a header longer than its frame", [0, 0, 0, 8, 1, 0, 1, 0, 0, 0, 0, 0] },
            { "a JSON header that is no JSON", [0, 0, 0, 8, 0, 0, 0, 4, .. "nope"u8] },
        };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Bytes_that_are_no_frame_close_the_connection_and_fail_what_is_pending(string what, byte[] bytes)
    {
        await using var peer = ScriptedPeer.Start();
        Task<RemotingResponse> request = peer.Connection.AskAsync(1);
        await peer.ReadFrameAsync();

        await peer.SendAsync(bytes);

        RemotingException failure = await request.Failure();
        failure.Reason.ShouldBe(RemotingFailure.ProtocolViolation, what);
        failure.WasSent.ShouldBeTrue();
        await peer.Connection.Closed.Within("the connection closes");
        peer.Connection.CloseReason.ShouldBeOfType<RemotingException>().InnerException.ShouldBeOfType<ProtocolException>();
    }

    [Fact]
    public async Task A_mutated_answer_is_answered_ignored_or_closes_the_connection_but_never_hangs_it()
    {
        byte[] good = ScriptedPeer.Answer(0, 1, body: [1, 2, 3, 4]);
        var random = new Random(4711);
        for (int round = 0; round < 300; round++)
        {
            var clock = new ManualTimeProvider();
            await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock });
            Task<RemotingResponse> request = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(1));
            byte[] answer = [.. good];
            int opaque = (await peer.ReadFrameAsync()).Opaque;
            BinaryPrimitives.WriteInt32BigEndian(answer.AsSpan(OpaquePosition), opaque);
            for (int change = random.Next(1, 4); change > 0; change--)
                answer[random.Next(answer.Length)] = (byte)random.Next(256);

            await peer.SendAsync(answer);
            peer.HangUp();

            await peer.Connection.Closed.Within($"round {round}: the connection closes");
            await request.ContinueWith(_ => { }, TaskScheduler.Default).Within($"round {round}: the request ends");
            if (request.IsCompletedSuccessfully)
                (await request).Dispose();
            else
                (await request.Failure()).Reason.ShouldBeOneOf(RemotingFailure.ProtocolViolation, RemotingFailure.ConnectionClosed);
        }
    }

    [Fact]
    public async Task A_peer_that_closes_in_the_middle_of_a_frame_is_told_apart()
    {
        await using var peer = ScriptedPeer.Start();
        Task<RemotingResponse> request = peer.Connection.AskAsync(1);
        int opaque = (await peer.ReadFrameAsync()).Opaque;

        await peer.SendAsync(ScriptedPeer.Answer(opaque, 1).AsMemory(0, 10));
        peer.HangUp();

        RemotingException failure = await request.Failure();
        failure.Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        failure.Message.ShouldContain("in the middle of a frame");
    }

    [Fact]
    public async Task A_silent_peer_costs_the_request_its_timeout_and_nothing_else()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock });
        Task<RemotingResponse> request = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(3));
        await peer.ReadFrameAsync();

        clock.Advance(TimeSpan.FromSeconds(2.9));
        request.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(0.2));

        RemotingException failure = await request.Failure();
        failure.Reason.ShouldBe(RemotingFailure.Timeout);
        failure.WasSent.ShouldBeTrue();
        peer.Connection.IsOpen.ShouldBeTrue();
        peer.Connection.Statistics.AbandonedRequests.ShouldBe(1);
    }

    [Fact]
    public async Task A_late_answer_is_ignored_and_cannot_reach_a_later_request()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock });
        Task<RemotingResponse> late = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(1));
        int lateOpaque = (await peer.ReadFrameAsync()).Opaque;
        clock.Advance(TimeSpan.FromSeconds(1.1));
        await late.Failure();

        Task<RemotingResponse> next = peer.Connection.AskAsync(2, timeout: TimeSpan.FromSeconds(1));
        int nextOpaque = (await peer.ReadFrameAsync()).Opaque;
        await peer.AnswerAsync(lateOpaque, 1);
        await peer.AnswerAsync(nextOpaque, 2);

        (nextOpaque & 0xFFFF).ShouldNotBe(lateOpaque & 0xFFFF, "the slot is in quarantine");
        (await next.Within("the second answer")).ShouldAnswer(2);
        peer.Connection.Statistics.UnmatchedResponses.ShouldBe(1);
    }

    [Fact]
    public async Task A_slot_is_reused_with_a_new_opaque_after_its_late_answer_or_its_quarantine()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock });
        HashSet<int> opaques = [];
        HashSet<int> slots = [];
        for (int round = 0; round < 6; round++)
        {
            Task<RemotingResponse> request = peer.Connection.AskAsync(round, timeout: TimeSpan.FromSeconds(1));
            int opaque = (await peer.ReadFrameAsync()).Opaque;
            opaques.Add(opaque).ShouldBeTrue("an opaque is not given out twice");
            slots.Add(opaque & 0xFFFF);
            clock.Advance(TimeSpan.FromSeconds(1.1));
            await request.Failure();
            clock.Advance(TimeSpan.FromSeconds(1.1));
        }

        slots.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Duplicate_and_swapped_answers_are_ignored()
    {
        await using var peer = ScriptedPeer.Start();
        Task<RemotingResponse> first = peer.Connection.AskAsync(1);
        int firstOpaque = (await peer.ReadFrameAsync()).Opaque;
        Task<RemotingResponse> second = peer.Connection.AskAsync(2);
        int secondOpaque = (await peer.ReadFrameAsync()).Opaque;

        await peer.AnswerAsync(firstOpaque, 1);
        await peer.AnswerAsync(firstOpaque, 99);
        await peer.AnswerAsync(secondOpaque ^ 0x10000, 99);
        await peer.AnswerAsync(-1, 99);
        await peer.AnswerAsync(0x0000FFFF, 99);
        await peer.AnswerAsync(secondOpaque, 2);

        (await first.Within("the first answer")).ShouldAnswer(1);
        (await second.Within("the second answer")).ShouldAnswer(2);
        peer.Connection.Statistics.UnmatchedResponses.ShouldBe(4);
    }

    [Fact]
    public async Task A_connection_without_traffic_closes_after_the_idle_timeout()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock, IdleTimeout = TimeSpan.FromSeconds(120) });

        clock.Advance(TimeSpan.FromSeconds(100));
        await peer.SendAsync(ScriptedPeer.Ask(1, 1));
        await peer.ReadFrameAsync();
        clock.Advance(TimeSpan.FromSeconds(100));
        peer.Connection.IsOpen.ShouldBeTrue("it was used 100 s ago");
        clock.Advance(TimeSpan.FromSeconds(30));

        await peer.Connection.Closed.Within("the connection closes");
        peer.Connection.CloseReason!.Message.ShouldContain("silent for 120 s");
    }

    [Fact]
    public async Task A_peer_that_vanished_is_noticed_although_requests_are_still_sent()
    {
        var clock = new ManualTimeProvider();
        await using var peer = ScriptedPeer.Start(new() { TimeProvider = clock, IdleTimeout = TimeSpan.FromSeconds(120) });

        for (int second = 0; second <= 120 && peer.Connection.IsOpen; second += 10)
        {
            Task<RemotingResponse> request = peer.Connection.AskAsync(1, timeout: TimeSpan.FromSeconds(1));
            if (peer.Connection.IsOpen)
                await peer.ReadFrameAsync();
            clock.Advance(TimeSpan.FromSeconds(10));
            await request.Failure();
        }

        await peer.Connection.Closed.Within("the connection closes");
    }
}
