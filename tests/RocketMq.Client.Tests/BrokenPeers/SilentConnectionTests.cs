using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.BrokenPeers;

/// <summary>A connection that looks open while nobody is at its other end any more, as after a network was cut.</summary>
public sealed class SilentConnectionTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_half_open_connection_costs_sends_their_time_and_is_then_replaced()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        await producer.SendAsync(Order(), Cancellation).Within("the first send");
        RemotingConnection silent = broker.Connections.ShouldHaveSingleItem();
        RequestCode[] everything = [RequestCode.SendMessageV2, RequestCode.Heartbeat, RequestCode.GetMaxOffset];
        foreach (RequestCode code in everything)
            broker.Always(code, Answers.Hang);

        DateTimeOffset start = _time.GetUtcNow();
        Task<int> failures = SendUntilAsync(silent.Closed, producer);
        await AdvanceUntilAsync(silent.Closed, "the silent connection to be given up");
        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(150));
        broker.Always(RequestCode.SendMessageV2, broker.Store);
        broker.Always(RequestCode.Heartbeat, Answers.Success);
        await AdvanceUntilAsync(failures, "the last send over the silent connection");
        (await failures).ShouldBeGreaterThan(20);

        Task<SendReceipt> next = producer.SendAsync(Order(), Cancellation).AsTask();
        await AdvanceUntilAsync(next, "a send over a new connection");
        broker.Connections.ShouldNotContain(silent);
    }

    private static async Task<int> SendUntilAsync(Task end, Producer producer)
    {
        int failures = 0;
        while (!end.IsCompleted)
        {
            try
            {
                await producer.SendAsync(Order(), Cancellation);
            }
            catch (RocketMqException exception) when (exception.IsTransient)
            {
                failures++;
            }
        }
        return failures;
    }

    private static Message Order() => new("orders", new byte[1]);

    private Task AdvanceUntilAsync(Task task, string what) =>
        _time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(5), $"Waited in vain for {what}.");
}
