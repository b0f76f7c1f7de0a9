using RocketMq.Protocol;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class SigningTests
{
    [Theory]
    [InlineData(HeaderFormat.Json)]
    [InlineData(HeaderFormat.Binary)]
    public async Task A_signer_that_sends_on_the_connection_it_signs_for_damages_no_frame(HeaderFormat format)
    {
        SendingSigner signer = new();
        await using var peer = ScriptedPeer.Start(new() { HeaderFormat = format, Signer = signer });
        signer.Connection = peer.Connection;

        Task<RemotingResponse> asked = peer.Connection.AskAsync(7);

        RemotingFrame inner = await peer.ReadFrameAsync();
        inner.ReadHeader<GetMaxOffsetRequestHeader>().QueueId.ShouldBe(SendingSigner.QueueId);
        RemotingFrame outer = await peer.ReadFrameAsync();
        outer.ReadHeader<GetMaxOffsetRequestHeader>().QueueId.ShouldBe(7);
        outer.Header.ToDictionary()["AccessKey"].ShouldBe("someone");
        await peer.AnswerAsync(outer.Opaque, 7);
        (await asked.Within("the answer")).ShouldAnswer(7);
    }

    [Fact]
    public async Task A_request_that_waited_for_room_is_signed_with_the_key_of_when_it_was_made()
    {
        SendingSigner signer = new();
        await using var peer = ScriptedPeer.Start(new() { MaxInFlightRequests = 1, Signer = signer });
        Task<RemotingResponse> first = peer.Connection.AskAsync(1);
        Task<RemotingResponse> second = peer.Connection.AskAsync(2);
        signer.Calls.ShouldBe(2);

        foreach (int queueId in new[] { 1, 2 })
        {
            RemotingFrame frame = await peer.ReadFrameAsync();
            frame.Header.ToDictionary()["AccessKey"].ShouldBe("someone");
            await peer.AnswerAsync(frame.Opaque, queueId);
        }
        (await first.Within("the answer")).ShouldAnswer(1);
        (await second.Within("the answer")).ShouldAnswer(2);
        signer.Calls.ShouldBe(2, "it is foreign code, which must not run when room is given, under the connection's lock");
    }

    /// <summary>Counts its calls, and sends something itself when it is first asked and has a connection.</summary>
    private sealed class SendingSigner : IRequestSigner
    {
        public const int QueueId = 99;

        private readonly SigningKey _key = new("someone", "secret");

        public RemotingConnection? Connection { get; set; }

        public int Calls { get; private set; }

        public SigningKey? CurrentKey
        {
            get
            {
                Calls++;
                if (Connection is { } connection)
                {
                    Connection = null;
                    connection.TellAsync(QueueId, []).IsCompletedSuccessfully.ShouldBeTrue();
                }
                return _key;
            }
        }
    }
}
