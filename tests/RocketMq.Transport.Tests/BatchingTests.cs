using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class BatchingTests
{
    [Fact]
    public async Task The_answers_to_one_receive_leave_in_one_send()
    {
        await using var peer = ScriptedPeer.Start(processor: Requests.Answering);
        byte[] burst = [.. Enumerable.Range(0, 100).SelectMany(queueId => ScriptedPeer.Ask(queueId, queueId))];

        await peer.SendAsync(burst);
        for (int queueId = 0; queueId < 100; queueId++)
            (await peer.ReadFrameAsync()).ReadHeader<GetMaxOffsetResponseHeader>().Offset.ShouldBe(queueId * 10L);
        // A send is counted when it is over, which may be after its bytes were read.
        await peer.Connection.DisposeAsync().Within("the connection closes");

        peer.Connection.Statistics.Receives.ShouldBe(1);
        peer.Connection.Statistics.Sends.ShouldBe(1);
        peer.Connection.Statistics.FramesSent.ShouldBe(100);
    }

    [Fact]
    public async Task What_is_staged_during_a_send_leaves_in_the_next_one()
    {
        (IDuplexTransport left, IDuplexTransport right) = InMemoryNetwork.CreatePair();
        await using var connection = new RemotingConnection(left);
        for (int queueId = 0; queueId < 100; queueId++)
            await connection.TellAsync(queueId);
        connection.Start();

        byte[] received = new byte[64 * 1024];
        int count = await right.ReceiveAsync(received).Within("the frames arrive");
        await connection.DisposeAsync().Within("the connection closes");

        connection.Statistics.Sends.ShouldBe(1);
        count.ShouldBe((int)connection.Statistics.BytesSent);
    }
}
