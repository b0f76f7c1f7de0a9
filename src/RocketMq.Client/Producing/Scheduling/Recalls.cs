using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Takes messages back that wait for their time. Asking twice does no harm, so a broken connection is worth another attempt.</summary>
internal sealed class Recalls(ClientSession session, ProducerSettings settings)
{
    private readonly BrokerCalls _calls = new(session);

    public async ValueTask<string> RecallAsync(string topic, string recallHandle, CancellationToken cancellationToken)
    {
        RecallHandle handle = RecallHandle.TryParse(recallHandle) ?? throw SchedulingErrors.InvalidHandle(recallHandle);
        string wireTopic = session.Settings.Names.Wrap(topic);
        if (!string.Equals(handle.Topic, wireTopic, StringComparison.Ordinal))
            throw SchedulingErrors.HandleOfOtherTopic(wireTopic, handle.Topic);
        RecallMessageRequestHeader header = new()
        {
            ProducerGroup = settings.WireGroup,
            Topic = wireTopic,
            RecallHandle = recallHandle,
            BrokerName = handle.BrokerName,
        };
        try
        {
            string id = await AskAsync(topic, header, handle, cancellationToken).ConfigureAwait(false);
            session.Trace?.AddRecall(settings.Group, topic, handle.MessageId, isSuccess: true);
            return id;
        }
        catch (RocketMqException)
        {
            session.Trace?.AddRecall(settings.Group, topic, handle.MessageId, isSuccess: false);
            throw;
        }
    }

    private async ValueTask<string> AskAsync(
        string topic,
        RecallMessageRequestHeader header,
        RecallHandle handle,
        CancellationToken cancellationToken
    )
    {
        string request = $"to recall message {handle.MessageId} of topic '{topic}'";
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await _calls
                    .AskAsync(
                        new MessageQueue(topic, handle.BrokerName, 0),
                        header,
                        request,
                        response => Read(response, handle, request),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
            }
            catch (RocketMqException failure) when (attempt <= settings.Retries && IsConnectionLost(failure))
            {
                await Task.Delay(RetryPause.Shortest * attempt, session.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsConnectionLost(RocketMqException failure) =>
        failure is { IsTransient: true, Reason: RocketMqErrorReason.ConnectionLost or RocketMqErrorReason.BrokerUnreachable };

    private static string Read(RemotingResponse response, RecallHandle handle, string request)
    {
        if (response.Code == ResponseCode.Success)
            return response.ReadHeader<RecallMessageResponseHeader>().MessageId ?? handle.MessageId;
        BrokerException refusal = new(response.Code, response.Remark, handle.BrokerName, request);
        throw SchedulingErrors.NotRecalled(refusal, handle);
    }
}
