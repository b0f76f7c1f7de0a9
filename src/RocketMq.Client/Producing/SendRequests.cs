using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Puts one attempt of a send on a connection.</summary>
internal static class SendRequests
{
    public static ValueTask<RemotingResponse> TransmitAsync(
        SendOperation operation,
        RemotingConnection connection,
        in PublishTarget target,
        TimeSpan timeout
    ) =>
        connection.RequestAsync(
            CreateHeader(operation, target),
            operation.Encoded.Body,
            timeout,
            CodeOf(operation.Message.System),
            operation.CancellationToken
        );

    public static ValueTask TransmitOneWayAsync(SendOperation operation, RemotingConnection connection, in PublishTarget target) =>
        connection.SendOneWayAsync(
            CreateHeader(operation, target),
            operation.Encoded.Body,
            CodeOf(operation.Message.System),
            operation.CancellationToken
        );

    private static RequestCode CodeOf(SystemFields? system) =>
        system switch
        {
            { IsReply: true } => RequestCode.SendReplyMessageV2,
            { Batch: not null } => RequestCode.SendBatchMessage,
            _ => RequestCode.SendMessageV2,
        };

    // Made anew for every attempt: queue and broker name are those of the broker that is asked now.
    private static SendMessageV2RequestHeader CreateHeader(SendOperation operation, in PublishTarget target)
    {
        ProducerSettings settings = operation.Pipeline.Settings;
        Message message = operation.Message;
        return new()
        {
            ProducerGroup = settings.GroupText,
            Topic = operation.Topic.NameText,
            DefaultTopic = settings.CreateTopicKeyText,
            DefaultTopicQueueNums = settings.DefaultTopicQueueNums,
            QueueId = target.Queue.QueueId,
            SysFlag = (int)operation.Encoded.SystemFlags,
            BornTimestamp = operation.Pipeline.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Flag = message.Flag,
            Properties = operation.Encoded.Properties,
            ReconsumeTimes = message.System?.ReconsumeTimes ?? 0,
            MaxReconsumeTimes = message.System?.MaxReconsumeTimes,
            Batch = message.System?.Batch is not null,
            BrokerName = target.Broker.NameText,
        };
    }
}
