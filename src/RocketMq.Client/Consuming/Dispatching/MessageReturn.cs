using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Consuming;

/// <summary>
/// Gives messages back: asks the broker that holds a message to move its own copy; where that fails, publishes a copy to the retry topic,
/// which may be on another broker.
/// </summary>
internal sealed partial class MessageReturn(ClientSession session, ConsumerSettings settings, ILogger logger) : IMessageReturn
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    // Delay level of the first retry when the client chooses: 10 s, as the broker does.
    private const int FirstRetryDelayLevel = 3;

    private readonly string _retryTopic = TopicRules.GetRetryTopic(settings.Group);

    public bool IsDrop => false;

    /// <summary>How often the broker lets a message come back; one less than the handler calls.</summary>
    private int MaxReconsumeTimes => settings.MaxAttempts - 1;

    public async ValueTask<bool> TryReturnAsync(ReceivedMessage message, ReturnTarget target)
    {
        try
        {
            await SendBackAsync(message.WireQueue, message.CommitLogOffset, message.MessageId, message.WireTopic, target)
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            Log.SendBackFailed(logger, exception, message.MessageId, message.Queue, message.QueueOffset, _retryTopic);
        }

        return await TryPublishCopyAsync(message, target).ConfigureAwait(false);
    }

    /// <summary>Asks the broker to move a record to the dead-letter topic that this client cannot decode.</summary>
    /// <returns>False when the broker did not do it; never throws except for cancellation.</returns>
    public async ValueTask<bool> TryDeadLetterAsync(MessageQueue queue, RecordPrefix record, CancellationToken ct)
    {
        try
        {
            await SendBackAsync(queue, record.CommitLogOffset, "", queue.Topic, ReturnTarget.DeadLetter, ct).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.DeadLetterFailed(logger, exception, queue, record.QueueOffset);
            return false;
        }
    }

    private async ValueTask SendBackAsync(
        MessageQueue queue,
        long commitLogOffset,
        string messageId,
        string topic,
        ReturnTarget target,
        CancellationToken ct = default
    )
    {
        var header = new ConsumerSendMessageBackRequestHeader
        {
            Offset = commitLogOffset,
            Group = settings.Group,
            DelayLevel = target.DelayLevel,
            OriginMessageId = messageId,
            OriginTopic = topic,
            MaxReconsumeTimes = MaxReconsumeTimes,
            BrokerName = queue.BrokerName,
        };
        using RemotingResponse response = await session
            .CallBrokerAsync(queue.BrokerName, header, ReadOnlyMemory<byte>.Empty, Timeout, ct)
            .ConfigureAwait(false);
        if (response.Code != ResponseCode.Success)
        {
            throw new BrokerException(
                response.Code,
                response.Remark,
                queue.BrokerName,
                $"to take back the record at log position {commitLogOffset} for group {settings.Group}"
            );
        }
    }

    private async ValueTask<bool> TryPublishCopyAsync(ReceivedMessage message, ReturnTarget target)
    {
        try
        {
            await session.InternalSender.SendAsync(CreateCopy(message, target)).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception)
        {
            Log.CopyFailed(logger, exception, message.MessageId, _retryTopic);
            return false;
        }
    }

    private Message CreateCopy(ReceivedMessage message, ReturnTarget target)
    {
        var properties = new Dictionary<string, string>(message.Properties, StringComparer.Ordinal);
        properties.Remove(MessagePropertyNames.TransactionPrepared);
        properties.TryAdd(MessagePropertyNames.RetryTopic, message.WireTopic);
        properties.TryAdd(MessagePropertyNames.OriginMessageId, message.OffsetMessageId);
        int level = target.DelayLevel > 0 ? target.DelayLevel : FirstRetryDelayLevel + message.ReconsumeTimes;
        properties[MessagePropertyNames.DelayLevel] = level.ToString(CultureInfo.InvariantCulture);
        // The broker moves a message that comes back too often to the dead-letter topic as it arrives.
        int times = target.IsDeadLetter ? Math.Max(MaxReconsumeTimes, message.ReconsumeTimes) : message.ReconsumeTimes;
        return new Message(_retryTopic, message.Body)
        {
            Flag = message.Flag,
            System = new SystemFields(properties, times < int.MaxValue ? times + 1 : times, MaxReconsumeTimes),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            2641,
            LogLevel.Warning,
            "Message {MessageId} (queue {Queue}, offset {Offset}) could not be sent back; publishing a copy to {RetryTopic} instead."
        )]
        public static partial void SendBackFailed(
            ILogger logger,
            Exception exception,
            string messageId,
            MessageQueue queue,
            long offset,
            string retryTopic
        );

        [LoggerMessage(2642, LogLevel.Warning, "A copy of message {MessageId} could not be published to {RetryTopic} either.")]
        public static partial void CopyFailed(ILogger logger, Exception exception, string messageId, string retryTopic);

        [LoggerMessage(
            2643,
            LogLevel.Error,
            "The undecodable record at offset {Offset} of {Queue} could not be moved to the dead-letter topic; its queue waits."
        )]
        public static partial void DeadLetterFailed(ILogger logger, Exception exception, MessageQueue queue, long offset);
    }
}
