using System.Collections.Concurrent;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Tests.Peers;

/// <summary>A fake broker that accepts sends, heartbeats and topic creations unless told otherwise.</summary>
internal sealed class ScriptedBroker : ScriptedServer
{
    private readonly ConcurrentDictionary<int, long> _offsets = new();
    private long _messages;

    public ScriptedBroker(InMemoryNetwork network, string name, string address)
        : base(network, address)
    {
        Name = name;
        Always(RequestCode.SendMessageV2, Store);
        Always(RequestCode.SendBatchMessage, StoreBatch);
        Always(RequestCode.Heartbeat, Answers.Success);
        Always(RequestCode.UnregisterClient, Answers.Success);
        Always(RequestCode.CreateTopic, Answers.Success);
        Always(RequestCode.DeleteTopicInBroker, Answers.Success);
    }

    public string Name { get; }

    /// <summary>
    /// Completes when everything has arrived that the client had put on its way here: only then does a request's absence mean that it
    /// was not made.
    /// </summary>
    public async Task FenceAsync(RocketMqClient client)
    {
        RemotingPeer peer = client.Session.Brokers.Find(Name)?.Master ?? throw new InvalidOperationException($"{Name} is not known yet.");
        // One connection carries all requests, and answers them in their order.
        using RemotingResponse answer = await peer.RequestAsync(
                new GetMinOffsetRequestHeader { Topic = "fence", QueueId = 0 },
                default,
                TimeSpan.FromSeconds(20),
                TestContext.Current.CancellationToken
            )
            .AsTask()
            .Within($"the fence at {Name}");
    }

    public IReadOnlyList<ScriptedRequest> Sends => Received(RequestCode.SendMessageV2);

    /// <summary>Stores a message, that is, counts it.</summary>
    public void Store(RequestContext context) => StoreWith(ResponseCode.Success)(context);

    /// <summary>Stores a message and answers one of the codes that mean that it is stored.</summary>
    public Action<RequestContext> StoreWith(ResponseCode code) =>
        context =>
        {
            int queueId = context.Request.ReadHeader<SendMessageV2RequestHeader>().QueueId;
            SendMessageResponseHeader header = new()
            {
                MessageId = $"7F00000100002A9F{Interlocked.Increment(ref _messages):X16}",
                QueueId = queueId,
                QueueOffset = _offsets.AddOrUpdate(queueId, 0, static (_, last) => last + 1),
            };
            if (context.IsOneWay)
                context.Complete();
            else
                context.Reply(code, header);
        };

    public IReadOnlyList<ScriptedRequest> Batches => Received(RequestCode.SendBatchMessage);

    /// <summary>Stores the messages of a batch, and answers as brokers do: all ids, the first offset.</summary>
    public void StoreBatch(RequestContext context) => StoreBatchWithin(ScriptedRequest.Copy(context.Request))(context);

    /// <summary>The same for a request that is answered when its frame is gone.</summary>
    public Action<RequestContext> StoreBatchWithin(ScriptedRequest request) =>
        context =>
        {
            int count = request.Members.Count;
            int end = _offsets.AddOrUpdate(request.QueueId, count - 1, (_, last) => last + count) is var last ? (int)last : 0;
            SendMessageResponseHeader header = new()
            {
                MessageId = string.Join(
                    ',',
                    Enumerable.Range(0, count).Select(_ => $"7F00000100002A9F{Interlocked.Increment(ref _messages):X16}")
                ),
                QueueId = request.QueueId,
                QueueOffset = end - count + 1,
            };
            context.Reply(ResponseCode.Success, header);
        };
}
