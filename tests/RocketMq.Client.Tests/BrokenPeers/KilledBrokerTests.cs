using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.BrokenPeers;

/// <summary>A broker that dies between request and answer.</summary>
public sealed class KilledBrokerTests
{
    private const int InFlight = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_retries_every_send_in_flight_fails_once_and_says_that_it_may_be_stored()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = cluster.CreateClient().CreateProducer(new() { Retries = 0, SendTimeout = TimeSpan.FromMinutes(1) });
        Task<SendReceipt>[] sends = Send(producer);
        await broker.WaitForAsync(RequestCode.SendMessageV2, InFlight);

        await broker.StopAsync();

        foreach (Task<SendReceipt> send in sends)
        {
            RocketMqException lost = await Should.ThrowAsync<RocketMqException>(() => send.Within("the failure of a send"));
            lost.Reason.ShouldBe(RocketMqErrorReason.ConnectionLost);
            lost.IsTransient.ShouldBeTrue();
            lost.Message.ShouldContain("may have been stored");
        }
        broker.Start();
        broker.Always(RequestCode.SendMessageV2, broker.Store);
        await SendUntilTakenAsync(producer).Within("a send after the restart");
    }

    [Fact]
    public async Task With_retries_every_send_in_flight_is_stored_once_by_the_other_broker()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker dying = cluster.Broker("broker-a");
        ScriptedBroker survivor = cluster.Broker("broker-b");
        dying.Always(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = cluster.CreateClient().CreateProducer(new() { SendTimeout = TimeSpan.FromMinutes(1) });
        Task<SendReceipt>[] sends = Send(producer);
        await dying.WaitForAsync(RequestCode.SendMessageV2, InFlight / 2);

        await dying.StopAsync();
        SendReceipt[] receipts = await Task.WhenAll(sends).Within("all sends");

        receipts.ShouldAllBe(receipt => receipt.Queue.BrokerName == "broker-b");
        survivor.Sends.Select(IdOf).ShouldBe(receipts.Select(receipt => receipt.MessageId), ignoreOrder: true);
        dying.Sends.Select(IdOf).ShouldBeSubsetOf(survivor.Sends.Select(IdOf));
    }

    private static string IdOf(ScriptedRequest send) => send.Properties["UNIQ_KEY"];

    private static Task<SendReceipt>[] Send(Producer producer) =>
        [
            .. Enumerable
                .Range(0, InFlight)
                .Select(number => producer.SendAsync(new Message("orders", BitConverter.GetBytes(number)), Cancellation).AsTask()),
        ];

    private static async Task SendUntilTakenAsync(Producer producer)
    {
        while (true)
        {
            try
            {
                await producer.SendAsync(new Message("orders", new byte[1]), Cancellation);
                return;
            }
            catch (RocketMqException exception) when (exception.IsTransient)
            {
                await Task.Yield();
            }
        }
    }
}
