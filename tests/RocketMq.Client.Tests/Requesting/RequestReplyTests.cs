using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Client.Tests.Requesting;

/// <summary>Requests and replies through the embedded broker, on a clock that stands still.</summary>
public sealed class RequestReplyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_gets_the_reply_of_a_consumer()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        RocketMqClient answering = cluster.CreateClient();
        Producer responder = answering.CreateProducer(new() { Group = "responders" });
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            async (message, token) =>
            {
                message.IsRequest.ShouldBeTrue();
                byte[] answer = Encoding.UTF8.GetBytes($"re: {TestCluster.BodyOf(message)}");
                await responder.ReplyAsync(
                    message,
                    answer,
                    reply =>
                    {
                        reply.Tag = "quote";
                        reply.Flag = 7;
                        reply.Properties["currency"] = "€";
                    },
                    token
                );
                return ConsumeResult.Success;
            }
        );
        Reply reply = await cluster.Producer.RequestAsync(New("ping"), Patience, Cancellation).Within("the reply");

        reply.BodyText.ShouldBe("re: ping");
        reply.Tag.ShouldBe("quote");
        reply.Flag.ShouldBe(7);
        reply.Properties["currency"].ShouldBe("€");
        reply.Properties["MSG_TYPE"].ShouldBe("reply");
        reply.Properties["TTL"].ShouldBe("10000");
        reply.Properties.Keys.ShouldContain("PUSH_REPLY_TIME");
        reply.Properties.Keys.ShouldContain("ARRIVE_TIME");
        reply.ResponderGroup.ShouldBe("responders");
    }

    [Fact]
    public async Task Many_requests_at_once_each_get_their_own_reply()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await StartResponderAsync(cluster);
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer();
        Reply[] replies = await Task.WhenAll(
                Enumerable.Range(0, 200).Select(number => producer.RequestAsync(New($"{number}"), Patience, Cancellation))
            )
            .Within("200 replies");
        replies.Select(reply => reply.BodyText).ShouldBe(Enumerable.Range(0, 200).Select(number => $"re: {number}"));
        client.RequestStatistics.ShouldBe(new RequestStatistics(0, 200, 0, 0));
    }

    [Fact]
    public async Task One_client_can_ask_and_answer()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer();
        await using PushConsumer consumer = client.CreatePushConsumer(
            TestCluster.Options(),
            async (message, token) =>
            {
                await producer.ReplyAsync(message, message.Body, token);
                return ConsumeResult.Success;
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        (await producer.RequestAsync(New("echo"), Patience, Cancellation).Within("the reply")).BodyText.ShouldBe("echo");
    }

    [Fact]
    public async Task A_request_that_nobody_answers_ends_with_its_time_once_and_a_late_reply_is_counted_and_dropped()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        TaskCompletionSource<ReceivedMessage> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return new(ConsumeResult.Success);
            }
        );
        RocketMqClient client = cluster.CreateClient();
        Task<Reply> request = client.CreateProducer().RequestAsync(New("silence"), TimeSpan.FromSeconds(3), Cancellation);
        ReceivedMessage message = await received.Task.Within("the request");
        cluster.Time.Advance(TimeSpan.FromMilliseconds(2900));
        client.RequestStatistics.InFlight.ShouldBe(1);
        cluster.Time.Advance(TimeSpan.FromMilliseconds(100));
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() => request.Within("the end of the request"));
        error.Reason.ShouldBe(RocketMqErrorReason.NoReply);
        error.Message.ShouldContain("3000 ms");

        await cluster.Producer.ReplyAsync(message, "too late"u8.ToArray(), Cancellation).Within("the late reply");
        client.RequestStatistics.ShouldBe(new RequestStatistics(0, 0, 1, 1));
        cluster.Log.Count("came when nobody waited for it any more").ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_cannot_be_sent_fails_at_once_and_leaves_nothing_behind()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.RequestAsync(new Message("orders", default), Patience, Cancellation).Within("the failure")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
        client.RequestStatistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_request_and_one_whose_producer_is_disposed_end_at_once()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer();
        using CancellationTokenSource cancel = new();
        Task<Reply> cancelled = producer.RequestAsync(New("a"), Patience, cancel.Token);
        Task<Reply> disposed = producer.RequestAsync(New("b"), Patience, Cancellation);
        await cancel.CancelAsync();
        OperationCanceledException cancellation = await Should.ThrowAsync<OperationCanceledException>(() => cancelled.Within("the end"));
        cancellation.CancellationToken.ShouldBe(cancel.Token);
        await producer.DisposeAsync().Within("the disposal");
        await Should.ThrowAsync<ObjectDisposedException>(() => disposed.Within("the end"));
        client.RequestStatistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_is_no_request_and_a_requester_that_has_gone_are_told_apart()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        List<ReceivedMessage> received = [];
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                lock (received)
                {
                    received.Add(message.Detach());
                    if (received.Count == 2)
                        both.TrySetResult();
                }
                return new(ConsumeResult.Success);
            }
        );
        await cluster.SendAsync("plain");
        await using (RocketMqClient gone = cluster.CreateClient())
        {
            Task<Reply> request = gone.CreateProducer(new() { Group = "asking" }).RequestAsync(New("question"), Patience, Cancellation);
            await both.Task.Within("both messages");
            await gone.DisposeAsync().Within("the disposal");
            await Should.ThrowAsync<ObjectDisposedException>(() => request.Within("the end"));
        }
        RocketMqException plain = await Should.ThrowAsync<RocketMqException>(() =>
            cluster.Producer.ReplyAsync(received.Single(message => !message.IsRequest), new byte[1], Cancellation).Within("the refusal")
        );
        plain.Reason.ShouldBe(RocketMqErrorReason.InvalidRequest);
        RocketMqException late = await Should.ThrowAsync<RocketMqException>(() =>
            ReplyWhenGoneAsync(cluster, received.Single(message => message.IsRequest)).Within("the refusal")
        );
        late.Reason.ShouldBe(RocketMqErrorReason.NotFound);
    }

    [Fact]
    public async Task A_large_reply_is_compressed_on_its_way_and_arrives_whole()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        byte[] large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("报价 ", 20_000)));
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            async (message, token) =>
            {
                await cluster.Producer.ReplyAsync(message, large, token);
                return ConsumeResult.Success;
            }
        );
        Producer producer = cluster.CreateClient().CreateProducer();
        (await producer.RequestAsync(New("all"), Patience, Cancellation).Within("the reply")).Body.ToArray().ShouldBe(large);
    }

    [Fact]
    public async Task A_timeout_out_of_range_is_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        foreach (TimeSpan timeout in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromDays(2) })
            await Should.ThrowAsync<ArgumentOutOfRangeException>(() => cluster.Producer.RequestAsync(New("x"), timeout, Cancellation));
    }

    private static async Task StartResponderAsync(TestCluster cluster) =>
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            async (message, token) =>
            {
                await cluster.Producer.ReplyAsync(message, Encoding.UTF8.GetBytes($"re: {TestCluster.BodyOf(message)}"), token);
                return ConsumeResult.Success;
            }
        );

    // The broker learns of the end of a connection a moment after the client.
    private static async Task ReplyWhenGoneAsync(TestCluster cluster, ReceivedMessage message)
    {
        while (true)
        {
            try
            {
                await cluster.Producer.ReplyAsync(message, new byte[1], Cancellation);
            }
            catch (BrokerException refusal) when (refusal.Code == ResponseCode.SystemError)
            {
                await Task.Yield();
            }
        }
    }

    private static Message New(string body) => new(TestCluster.Topic, Encoding.UTF8.GetBytes(body));
}
