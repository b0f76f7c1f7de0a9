using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Hands one stored message to the handler at an administrator's wish (request 309), past queues, offsets and retries.</summary>
internal sealed class DirectConsumption(UserHandler handler, ConsumerSettings settings, TimeProvider time)
{
    private const int MaxRemarkLength = 4096;

    /// <param name="record">The message as the broker stores it.</param>
    /// <param name="brokerName">The broker that has it; null when the request did not say.</param>
    /// <exception cref="ProtocolException">The record cannot be decoded.</exception>
    public async ValueTask<ConsumeMessageDirectlyResult> ConsumeAsync(byte[] record, string? brokerName)
    {
        ReceivedMessage message = Decode(record, brokerName ?? "");
        long startedAt = time.GetTimestamp();
        using var overdue = new CancellationTokenSource(settings.ConsumeTimeout, time);
        ConsumeDirectlyOutcome outcome;
        string? remark = null;
        try
        {
            ConsumeResult result = await HandleAsync(message, overdue.Token).ConfigureAwait(false);
            outcome = result.Outcome == ConsumeOutcome.Success ? ConsumeDirectlyOutcome.Success : ConsumeDirectlyOutcome.Later;
        }
        catch (Exception exception)
        {
            outcome = ConsumeDirectlyOutcome.ThrowException;
            string text = exception.ToString();
            remark = text.Length <= MaxRemarkLength ? text : text[..MaxRemarkLength];
        }

        return new ConsumeMessageDirectlyResult
        {
            Order = settings.IsOrderly,
            AutoCommit = true,
            Outcome = outcome,
            Remark = remark,
            SpentMilliseconds = (long)time.GetElapsedTime(startedAt).TotalMilliseconds,
        };
    }

    private async ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct)
    {
        if (handler.ForOne is { } forOne)
            return await forOne(message, ct).ConfigureAwait(false);

        var batch = new ConsumeBatch([message]);
        await handler.ForMany!(batch, ct).ConfigureAwait(false);
        batch.Finish(hasThrown: false);
        return batch.ResultOf(0);
    }

    private ReceivedMessage Decode(byte[] record, string brokerName)
    {
        int position = 0;
        if (!MessageRecordReader.TryRead(record, ref position, out MessageRecord stored))
            throw new ProtocolException("The record is a blank that ends a log file, not a message.");

        string topic = stored.Topic.ToString();
        // Not the subscription's expression: the administrator chose the message.
        var everything = ConsumerSubscription.Create(
            topic,
            FilterExpression.All,
            version: 0,
            isRetryTopic: topic == TopicRules.GetRetryTopic(settings.Group),
            settings.Names
        );
        var batch = new PulledBatch(new MessageQueue(topic, brokerName, stored.QueueId), everything);
        batch.Read(record, fromOffset: 0, nextOffset: 0);
        return batch.Messages is [var message]
            ? message
            : throw batch.Truncation
                ?? (
                    batch.Undecodable is [(_, var error), ..]
                        ? error
                        : new ProtocolException("The record holds more or less than one message.")
                );
    }
}
