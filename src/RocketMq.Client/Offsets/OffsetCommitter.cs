using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>Brings the progress of the assigned queues to the brokers; a queue without progress costs no request.</summary>
internal sealed partial class OffsetCommitter(BrokerOffsetStore store, ILogger logger)
{
    /// <summary>Commits every queue that moved. A failure is logged: the next round commits a later offset anyway.</summary>
    public async ValueTask CommitAllAsync(IEnumerable<ProcessQueue> queues, CancellationToken ct)
    {
        foreach (ProcessQueue queue in queues)
        {
            // A queue that was given up meanwhile is committed by its release; later, that could set back what its next owner committed.
            if (!queue.IsReleased)
                await TryCommitAsync(queue, ct).ConfigureAwait(false);
        }
    }

    /// <returns>False when the broker does not have the offset; never throws except for cancellation.</returns>
    public async ValueTask<bool> TryCommitAsync(ProcessQueue queue, CancellationToken ct)
    {
        long offset = queue.CommitOffset;
        if (offset == queue.CommittedOffset)
            return true;

        try
        {
            await store.CommitAsync(queue.Queue, offset, ct).ConfigureAwait(false);
            queue.CommittedOffset = offset;
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.CommitFailed(logger, exception, offset, queue.Queue);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2801,
            LogLevel.Warning,
            "Offset {Offset} of {Queue} could not be committed; until it is, a restart repeats what came after the last commit."
        )]
        public static partial void CommitFailed(ILogger logger, Exception exception, long offset, MessageQueue queue);
    }
}
