using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(HeaderFormat.Binary)]
    [InlineData(HeaderFormat.Json)]
    public async Task A_request_is_answered_in_either_header_format(HeaderFormat format)
    {
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync(options: new() { HeaderFormat = format });

        RemotingResponse response = await pair.Client.AskAsync(4, [1, 2, 3]).Within("the answer");

        response.Frame.Format.ShouldBe(format);
        response.ShouldAnswer(4, [1, 2, 3]);
    }

    [Fact]
    public async Task Many_concurrent_requests_get_their_own_answers()
    {
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync();
        async Task AskInTurn(int caller)
        {
            for (int turn = 0; turn < 200; turn++)
            {
                int queueId = caller * 1000 + turn;
                byte[] body = BitConverter.GetBytes(queueId);
                (await pair.Client.AskAsync(queueId, body)).ShouldAnswer(queueId, body);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(AskInTurn)).Within("12,800 answers");

        pair.Client.Statistics.FramesSent.ShouldBe(12_800);
        pair.Client.Statistics.FramesReceived.ShouldBe(12_800);
        pair.Client.Statistics.Sends.ShouldBeLessThan(12_800, "a burst costs fewer sends than frames");
        pair.Client.Statistics.UnmatchedResponses.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public async Task Bodies_of_any_size_travel_both_ways(int size)
    {
        await using ConnectedPair pair = await ConnectedPair.OverTcpAsync();
        byte[] body = new byte[size];
        new Random(size).NextBytes(body);

        Task<RemotingResponse>[] requests = [.. Enumerable.Range(0, 5).Select(queueId => pair.Client.AskAsync(queueId, body))];

        for (int queueId = 0; queueId < requests.Length; queueId++)
            (await requests[queueId].Within("the answer")).ShouldAnswer(queueId, body);
    }

    [Fact]
    public async Task Both_ends_ask_and_answer()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(client: Requests.Answering);

        Task<RemotingResponse> fromServer = pair.Server.AskAsync(7);
        Task<RemotingResponse> fromClient = pair.Client.AskAsync(8);

        (await fromServer.Within("the client's answer")).ShouldAnswer(7);
        (await fromClient.Within("the server's answer")).ShouldAnswer(8);
    }

    [Fact]
    public async Task A_one_way_request_arrives_and_is_not_answered()
    {
        var arrived = new TaskCompletionSource<(int QueueId, bool IsOneWay)>();
        var processor = new DelegateProcessor(context =>
        {
            if (context.IsOneWay)
                arrived.TrySetResult((context.Request.ReadHeader<GetMaxOffsetRequestHeader>().QueueId, context.IsOneWay));
            Requests.Answer(context);
        });
        await using ConnectedPair pair = ConnectedPair.InMemory(processor);

        await pair.Client.TellAsync(3).Within("the frame is staged");
        (await arrived.Task.Within("the request arrives")).ShouldBe((3, true));
        (await pair.Client.AskAsync(4).Within("the next answer")).ShouldAnswer(4);

        pair.Client.Statistics.FramesReceived.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_may_carry_another_code_than_its_header_names()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory(
            new DelegateProcessor(context => context.Reply(ResponseCode.Success, context.Code.ToString()))
        );

        using RemotingResponse response = await pair
            .Client.RequestAsync(
                Requests.Header(1),
                default,
                Requests.Long,
                RequestCode.GetMinOffset,
                TestContext.Current.CancellationToken
            )
            .Within("the answer");

        response.Remark.ShouldBe(nameof(RequestCode.GetMinOffset));
    }

    [Fact]
    public async Task An_end_without_a_processor_answers_that_it_supports_no_request()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();

        using RemotingResponse response = await pair.Server.AskAsync(1).Within("the answer");

        response.Code.ShouldBe(ResponseCode.RequestCodeNotSupported);
    }

    [Fact]
    public async Task A_response_may_be_disposed_twice_but_not_read_afterwards()
    {
        await using ConnectedPair pair = ConnectedPair.InMemory();
        RemotingResponse first = await pair.Client.AskAsync(1).Within("the first answer");

        first.Dispose();
        using RemotingResponse second = await pair.Client.AskAsync(2).Within("the second answer");
        first.Dispose();

        Should.Throw<ObjectDisposedException>(() => first.Body);
        second.ReadHeader<GetMaxOffsetResponseHeader>().Offset.ShouldBe(20);
    }
}
