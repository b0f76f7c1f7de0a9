using System.Globalization;
using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq.Requesting;

/// <summary>Sends requests of one producer and waits for their replies. A request ends once: by its reply, its time, or a failed send.</summary>
internal sealed class Requester(SendPipeline pipeline, ReplyInbox inbox)
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly RequesterIntroductions _introductions = new(pipeline);

    public async Task<Reply> RequestAsync(Message message, TimeSpan timeout, QueueSelection selection, CancellationToken cancellationToken)
    {
        if (timeout <= TimeSpan.Zero || timeout > LongestTimeout)
            throw RequestErrors.InvalidTimeout(timeout);
        using CancellationTokenSource sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PendingReply pending = inbox.Add(this, timeout);
        Task<SendReceipt> send = SendAsync(message, pending.CorrelationId, timeout, selection, sending.Token);
        try
        {
            await Task.WhenAny(send, pending.Task).ConfigureAwait(false);
            if (!pending.Task.IsCompleted)
                await send.ConfigureAwait(false);
            Reply? reply = await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return reply ?? throw RequestErrors.NoReply(message.Topic, timeout, send.IsCompletedSuccessfully);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller waits on its own token, not on the linked one.
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            inbox.Remove(pending);
            await sending.CancelAsync().ConfigureAwait(false);
            Forget(send);
        }
    }

    /// <summary>Ends the requests under way.</summary>
    public void Close()
    {
        inbox.Fail(this, RequestErrors.ProducerDisposed());
        _introductions.Close();
    }

    private async Task<SendReceipt> SendAsync(
        Message message,
        string correlationId,
        TimeSpan timeout,
        QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, string> properties = new()
        {
            [MessagePropertyNames.CorrelationId] = correlationId,
            [MessagePropertyNames.ReplyToClient] = pipeline.Session.ClientId,
            [MessagePropertyNames.TimeToLive] = ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
        };
        await _introductions.IntroduceAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        return await pipeline.SendAsync(message.With(new SystemFields(properties)), selection, cancellationToken).ConfigureAwait(false);
    }

    // The request has ended before its send: the outcome, usually a cancellation, interests nobody any more.
    private static void Forget(Task send)
    {
        if (!send.IsCompleted)
            send.ContinueWith(
                static ended => ended.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }
}
