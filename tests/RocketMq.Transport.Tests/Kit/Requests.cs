using RocketMq.Protocol;

namespace RocketMq.Transport.Tests.Kit;

/// <summary>The one request that these tests send: what is the end of queue n? The answer is 10 n, with the request's body.</summary>
internal static class Requests
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static readonly Utf8Text Topic = Utf8Text.Encode("orders");

    public static DelegateProcessor Answering { get; } = new(Answer);

    public static GetMaxOffsetRequestHeader Header(int queueId) => new() { Topic = Topic, QueueId = queueId };

    public static void Answer(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetMaxOffsetRequestHeader>();
        context.Reply(ResponseCode.Success, new GetMaxOffsetResponseHeader { Offset = header.QueueId * 10L }, context.Request.Body.Span);
    }

    public static Task<RemotingResponse> AskAsync(
        this RemotingConnection connection,
        int queueId,
        byte[]? body = null,
        TimeSpan? timeout = null
    ) => connection.RequestAsync(Header(queueId), body, timeout ?? Long).AsTask();

    public static Task<RemotingResponse> AskCancellablyAsync(this RemotingConnection connection, int queueId, CancellationToken token) =>
        connection.RequestAsync(Header(queueId), default, Long, token).AsTask();

    public static Task TellAsync(this RemotingConnection connection, int queueId, byte[]? body = null) =>
        connection.SendOneWayAsync(Header(queueId), body).AsTask();

    public static void ShouldAnswer(this RemotingResponse response, int queueId, byte[]? body = null)
    {
        using (response)
        {
            response.Code.ShouldBe(ResponseCode.Success, response.Remark);
            response.ReadHeader<GetMaxOffsetResponseHeader>().Offset.ShouldBe(queueId * 10L);
            response.Body.Span.SequenceEqual(body).ShouldBeTrue("the body comes back unchanged");
        }
    }
}
