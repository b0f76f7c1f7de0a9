using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>One batch of an accumulator on its way; gives every message in it its own outcome, whatever happens.</summary>
internal sealed class AccumulatedBatch(Accumulator accumulator, AccumulatedKey key, List<GatheredMessage> messages)
{
    private SendPipeline Pipeline => accumulator.Pipeline;

    /// <summary>Sends the batch; does not throw.</summary>
    public async Task RunAsync(Action onAnswered)
    {
        Pipeline.Admission.HoldWhileClosing();
        try
        {
            if (messages is [{ } only])
                only.Finish(await SendAsync(only.Message, only.CancellationToken).ConfigureAwait(false), null);
            else
                await SendTogetherAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (GatheredMessage message in messages)
                message.Finish(default, exception);
        }
        finally
        {
            foreach (GatheredMessage message in messages)
                message.Leave();
            Pipeline.Admission.LetGo();
            onAnswered();
        }
    }

    private async ValueTask SendTogetherAsync()
    {
        using BatchBody body = new();
        using GrowableBuffer storedIds = new();
        Message[] parts = new Message[messages.Count];
        MessageIdText[] ids = new MessageIdText[messages.Count];
        for (int index = 0; index < parts.Length; index++)
        {
            GatheredMessage message = messages[index];
            parts[index] = message.Message;
            ids[index] = message.Id;
            body.Add(message.Message, message.Properties);
            message.AllowToLeave();
        }
        BatchPart part = new(parts, ids, storedIds);
        Message together = part.ToMessage(key.Topic, body[..], key.WaitForStore);
        // Without anybody's token: one who stops waiting must not stop the others' messages.
        SendReceipt whole = await SendAsync(together, CancellationToken.None).ConfigureAwait(false);
        ReadOnlySpan<byte> stored = part.StoredIds;
        for (int index = 0; index < ids.Length; index++)
            messages[index].Finish(BatchPart.ReceiptOf(whole, index, ids[index], ref stored), null);
    }

    private ValueTask<SendReceipt> SendAsync(Message message, CancellationToken cancellationToken) =>
        Pipeline.SendCarrierAsync(
            message,
            key.Queue is { } queue ? QueueSelection.To(queue) : QueueSelection.RoundRobin,
            cancellationToken
        );
}
