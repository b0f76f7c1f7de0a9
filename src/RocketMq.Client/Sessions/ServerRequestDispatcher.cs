using Microsoft.Extensions.Logging;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>Answers the requests that brokers send to clients. The reader only parses; the work runs on the pool.</summary>
internal sealed partial class ServerRequestDispatcher(ClientSession session) : IRequestProcessor
{
    private readonly ILogger _logger = session.Loggers.CreateLogger("RocketMq.Sessions.ServerRequestDispatcher");

    private readonly CheckBackReceiver _checkBacks = new(session, session.Loggers.CreateLogger("RocketMq.TransactionProducer"));

    public ValueTask ProcessAsync(RequestContext context)
    {
        switch (context.Request.RequestCode)
        {
            case RequestCode.CheckTransactionState:
                _checkBacks.Receive(context);
                break;
            case RequestCode.NotifyConsumerIdsChanged:
                NotifyConsumerIdsChanged(context);
                break;
            case RequestCode.ResetConsumerClientOffset:
                ResetOffsets(context);
                break;
            case RequestCode.GetConsumerStatusFromClient:
                GetOffsets(context);
                break;
            case RequestCode.PushReplyMessageToClient:
                session.Replies.Receive(context);
                break;
            case RequestCode.GetConsumerRunningInfo:
                GetRunningInfo(context);
                break;
            case RequestCode.ConsumeMessageDirectly:
                ConsumeDirectly(context);
                break;
            default:
                Refuse(context);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void NotifyConsumerIdsChanged(RequestContext context)
    {
        string group = context.Request.ReadHeader<NotifyConsumerIdsChangedRequestHeader>().ConsumerGroup.ToString();
        Acknowledge(context);
        Log.MembersChanged(_logger, group);
        // Like the Java client: a change in one group often means a change of the cluster, and a look costs little.
        foreach (ISessionConsumer consumer in session.Consumers)
            consumer.RebalanceSoon();
    }

    private void ResetOffsets(RequestContext context)
    {
        var header = context.Request.ReadHeader<ResetOffsetRequestHeader>();
        string group = header.Group.ToString();
        string topic = header.Topic.ToString();
        ResetOffsetBody body = ResetOffsetBody.Parse(context.Request.Body.Span);
        Acknowledge(context);
        if (session.FindConsumer(group) is not { } consumer)
        {
            Log.UnknownGroup(_logger, group, "reset its offsets");
            return;
        }
        _ = ResetOffsetsAsync(consumer, topic, body);
    }

    private async Task ResetOffsetsAsync(ISessionConsumer consumer, string topic, ResetOffsetBody body)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await consumer.ResetOffsetsAsync(topic, body.OffsetTable, CancellationToken.None).ConfigureAwait(false);
            Log.OffsetsReset(_logger, consumer.Group, topic, body.OffsetTable.Count);
        }
        catch (Exception exception)
        {
            Log.ResetFailed(_logger, consumer.Group, topic, exception);
        }
    }

    private void GetOffsets(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerStatusRequestHeader>();
        string topic = header.Topic.ToString();
        AnswerFor(
            context,
            header.Group.ToString(),
            consumer => new(new ConsumerStatusBody { MessageQueueTable = consumer.GetOffsets(topic) }.ToUtf8Bytes())
        );
    }

    private void GetRunningInfo(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerRunningInfoRequestHeader>();
        bool withStacks = header.IncludeStacks;
        AnswerFor(context, header.ConsumerGroup.ToString(), consumer => new(consumer.GetRunningInfo(withStacks).ToUtf8Bytes()));
    }

    private void ConsumeDirectly(RequestContext context)
    {
        var header = context.Request.ReadHeader<ConsumeMessageDirectlyRequestHeader>();
        string? brokerName = header.BrokerName;
        // The handler may keep it long after the frame is gone.
        byte[] record = context.Request.Body.ToArray();
        AnswerFor(
            context,
            header.ConsumerGroup.ToString(),
            async consumer => (await consumer.ConsumeDirectlyAsync(record, brokerName).ConfigureAwait(false)).ToUtf8Bytes()
        );
    }

    private void AnswerFor(RequestContext context, string group, Func<ISessionConsumer, ValueTask<byte[]>> answer)
    {
        if (session.FindConsumer(group) is not { } consumer)
        {
            context.Reply(ResponseCode.SystemError, $"Client {session.ClientId} has no consumer of group '{group}'.");
            return;
        }
        context.Detach();
        _ = AnswerAsync(context, consumer, answer);
    }

    private async Task AnswerAsync(RequestContext context, ISessionConsumer consumer, Func<ISessionConsumer, ValueTask<byte[]>> answer)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            context.Reply(ResponseCode.Success, default, await answer(consumer).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            Log.AnswerFailed(_logger, consumer.Group, exception);
            context.Reply(ResponseCode.SystemError, exception.Message);
        }
    }

    private void Refuse(RequestContext context)
    {
        RequestCode code = context.Request.RequestCode;
        Log.NotSupported(_logger, code);
        if (context.IsOneWay)
            context.Complete();
        else
            context.Reply(ResponseCode.RequestCodeNotSupported, $"This client does not answer request {(int)code}.");
    }

    // Brokers send these one-way; a tool that asks for an answer gets one.
    private static void Acknowledge(RequestContext context)
    {
        if (context.IsOneWay)
            context.Complete();
        else
            context.Reply(ResponseCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Debug, "A broker told that the members of group {Group} changed.")]
        public static partial void MembersChanged(ILogger logger, string group);

        [LoggerMessage(2112, LogLevel.Warning, "A broker asked group {Group} to {Request}, but this client has no such consumer.")]
        public static partial void UnknownGroup(ILogger logger, string group, string request);

        [LoggerMessage(2113, LogLevel.Information, "Group {Group} on topic {Topic}: {Count} queue positions were reset.")]
        public static partial void OffsetsReset(ILogger logger, string group, string topic, int count);

        [LoggerMessage(2114, LogLevel.Error, "Group {Group} on topic {Topic}: resetting the positions failed.")]
        public static partial void ResetFailed(ILogger logger, string group, string topic, Exception exception);

        [LoggerMessage(2116, LogLevel.Warning, "A broker's question about group {Group} could not be answered.")]
        public static partial void AnswerFailed(ILogger logger, string group, Exception exception);

        [LoggerMessage(2115, LogLevel.Warning, "A broker sent request {Code}, which this client does not answer.")]
        public static partial void NotSupported(ILogger logger, RequestCode code);
    }
}
