using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing.Backpressure;

public sealed class BackpressureTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _answering = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_sends_than_permitted_wait()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = await CreateAsync(cluster, client, new() { MaxInFlight = 2 });
        Task<SendReceipt>[] sends = [.. Enumerable.Range(0, 6).Select(number => SendAsync(producer, [(byte)number]))];
        await cluster.Broker("broker-a").FenceAsync(client);
        Bodies(cluster).Select(body => (int)body[0]).ShouldBe([0, 1]);
        producer.Statistics.InFlight.ShouldBe(6);
        producer.Statistics.WaitedForRoom.ShouldBe(4);

        _answering.SetResult();
        await Task.WhenAll(sends).Within("all sends");
        Bodies(cluster).Select(body => (int)body[0]).ShouldBe([0, 1, 2, 3, 4, 5], ignoreOrder: true);
        producer.Statistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_are_limited_too_and_a_message_above_the_limit_goes_alone()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = await CreateAsync(cluster, client, new() { MaxBytes = 100 });
        Task<SendReceipt> small = SendAsync(producer, new byte[60]);
        Task<SendReceipt> large = SendAsync(producer, new byte[500]);
        Task<SendReceipt> behind = SendAsync(producer, new byte[10]);
        await cluster.Broker("broker-a").FenceAsync(client);
        // The last one would fit, but nobody overtakes: otherwise a large message would wait for ever.
        Bodies(cluster).Count().ShouldBe(1);
        _answering.SetResult();
        await Task.WhenAll(small, large, behind).Within("all sends");
        Bodies(cluster).Select(body => body.Length).ShouldBe([60, 500, 10]);
    }

    [Fact]
    public async Task Waiting_ends_with_the_sends_time_and_an_error_in_words()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = await CreateAsync(cluster, cluster.CreateClient(_time), new() { MaxInFlight = 1, MaxBytes = 1000 });
        Task<SendReceipt> first = SendAsync(producer, [1]);
        _time.Advance(TimeSpan.FromSeconds(1));
        Task<SendReceipt> second = SendAsync(producer, [2]);
        _time.Advance(TimeSpan.FromSeconds(1));
        _answering.SetResult();
        await first.Within("the first send");
        await second.Within("the second send");

        // Held by nobody whose own time could be over in the same moment.
        producer.Pipeline.Admission.TryEnter(1).ShouldBeTrue();
        Task<SendReceipt> waiting = producer.SendAsync(new Message("orders", new byte[1]), Cancellation).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() => waiting.Within("a send that waits for room"));
        producer.Pipeline.Admission.Leave(1);
        error.Reason.ShouldBe(RocketMqErrorReason.Overloaded);
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("MaxInFlight is 1 sends");
        error.Message.ShouldContain("Nothing was sent");
        producer.Statistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_frees_nobody_elses_place()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = await CreateAsync(cluster, client, new() { MaxInFlight = 1 });
        Task<SendReceipt> first = SendAsync(producer, [1]);
        using CancellationTokenSource cancelling = new();
        Task<SendReceipt> second = producer.SendAsync(new Message("orders", new byte[1]), cancelling.Token).AsTask();
        Task<SendReceipt> third = SendAsync(producer, [3]);
        await cancelling.CancelAsync();
        OperationCanceledException cancelled = await Should.ThrowAsync<OperationCanceledException>(() =>
            second.Within("the cancelled send")
        );
        cancelled.CancellationToken.ShouldBe(cancelling.Token);
        await cluster.Broker("broker-a").FenceAsync(client);
        Bodies(cluster).ShouldHaveSingleItem();
        _answering.SetResult();
        await Task.WhenAll(first, third).Within("the others");
        Bodies(cluster).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Failures_and_one_way_sends_give_their_places_back()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster
            .CreateClient()
            .CreateProducer(
                new()
                {
                    Backpressure = new() { MaxInFlight = 1, MaxBytes = 10 },
                }
            );
        for (int index = 0; index < 3; index++)
        {
            await Should.ThrowAsync<RocketMqException>(() => SendAsync(producer, []).Within("an invalid send"));
            await producer.SendOneWayAsync(new Message("orders", new byte[5]), Cancellation).Within("a one-way send");
            await SendAsync(producer, [1]).Within("a send");
        }
        producer.Statistics.ShouldSatisfyAllConditions(
            statistics => statistics.Sent.ShouldBe(3),
            statistics => statistics.SentOneWay.ShouldBe(3),
            statistics => statistics.Failed.ShouldBe(3),
            statistics => statistics.BytesSent.ShouldBe(18),
            statistics => statistics.InFlight.ShouldBe(0)
        );
    }

    // Connected and with a known route, so that a send that may go is on its way when the call returns. The broker answers it later.
    private async Task<Producer> CreateAsync(FakeCluster cluster, RocketMqClient client, BackpressureOptions backpressure)
    {
        Producer producer = client.CreateProducer(new() { Backpressure = backpressure, Retries = 0 });
        await SendAsync(producer, [0]).Within("the first send");
        cluster
            .Broker("broker-a")
            .Always(
                RequestCode.SendMessageV2,
                Answers.After(_answering.Task, static context => context.Reply(ResponseCode.Success, new SendMessageResponseHeader()))
            );
        return producer;
    }

    private static IEnumerable<byte[]> Bodies(FakeCluster cluster) => cluster.Broker("broker-a").Sends.Skip(1).Select(send => send.Body);

    private static Task<SendReceipt> SendAsync(Producer producer, byte[] body) =>
        producer.SendAsync(new Message("orders", body), Cancellation).AsTask();
}
