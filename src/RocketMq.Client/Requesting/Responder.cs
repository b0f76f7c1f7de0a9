using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq.Requesting;

/// <summary>Sends replies to where their requests came from.</summary>
internal sealed class Responder(SendPipeline pipeline)
{
    private const string ReplyType = "reply";

    public async ValueTask<SendReceipt> ReplyAsync(
        ReceivedMessage request,
        ReadOnlyMemory<byte> body,
        Action<Message>? configure,
        CancellationToken cancellationToken
    )
    {
        string clientId = Require(request, MessagePropertyNames.ReplyToClient);
        Dictionary<string, string> properties = new()
        {
            [MessagePropertyNames.MessageType] = ReplyType,
            [MessagePropertyNames.CorrelationId] = Require(request, MessagePropertyNames.CorrelationId),
            [MessagePropertyNames.ReplyToClient] = clientId,
        };
        if (request.TryGetProperty(MessagePropertyNames.TimeToLive, out string? timeToLive))
            properties[MessagePropertyNames.TimeToLive] = timeToLive;
        Message reply = new(TopicRules.GetReplyTopic(Require(request, MessagePropertyNames.Cluster)), body);
        configure?.Invoke(reply);
        PublishRoute route = await pipeline.GetRouteAsync(reply.Topic, cancellationToken).ConfigureAwait(false);
        try
        {
            return await pipeline
                .SendAsync(
                    reply.With(new SystemFields(properties, IsReply: true)),
                    Select(route, request.Queue.BrokerName),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (BrokerException refusal) when (RequestErrors.RequesterGone(refusal, request, clientId) is { } gone)
        {
            throw gone;
        }
    }

    private static string Require(ReceivedMessage request, string property) =>
        request.TryGetProperty(property, out string? value) ? value : throw RequestErrors.NotARequest(request, property);

    // The broker that took the request surely knows its requester; another one only perhaps.
    private static QueueSelection Select(PublishRoute route, string brokerName)
    {
        foreach (MessageQueue queue in route.Queues)
            if (string.Equals(queue.BrokerName, brokerName, StringComparison.Ordinal))
                return QueueSelection.To(queue);
        return QueueSelection.RoundRobin;
    }
}
