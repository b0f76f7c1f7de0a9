using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>
/// Brings the progress of the assigned queues to their store; a queue without progress costs nothing. The writes of one queue follow each other, so
/// that none overtakes a later one; those of different queues run side by side, so that a dead broker delays only its own.
/// </summary>
internal sealed partial class OffsetCommitter(IOffsetStore store, ILogger logger)
{
    /// <summary>Commits every queue that moved. A failure is logged: the next round commits a later offset anyway.</summary>
    public ValueTask CommitAllAsync(IEnumerable<ProcessQueue> queues, CancellationToken ct)
    {
        List<Task>? commits = null;
        foreach (ProcessQueue queue in queues)
        {
            if (queue.CommitOffset != queue.CommittedOffset)
                (commits ??= []).Add(CommitOwnedAsync(queue, ct));
        }

        return commits is null ? ValueTask.CompletedTask : new ValueTask(Task.WhenAll(commits));
    }

    /// <summary>
    /// Commits a queue for the last time, after its handlers ended. The next owner may have begun before that and be further already: its offset stays.
    /// </summary>
    public async ValueTask CommitLastAsync(ProcessQueue queue)
    {
        await queue.CommitTurn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (queue.CommitOffset == queue.CommittedOffset)
                return;

            if (await store.ReadAsync(queue.Queue, CancellationToken.None).ConfigureAwait(false) >= queue.CommitOffset)
                return;

            await CommitAsync(queue, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.CommitFailed(logger, exception, queue.CommitOffset, queue.Queue);
        }
        finally
        {
            queue.CommitTurn.Release();
        }
    }

    /// <summary>
    /// Resets several queues, side by side, so that no dead broker keeps the others from it. A failure is logged: the queue goes on from its new offset
    /// all the same, and the next round commits it.
    /// </summary>
    public Task ResetAllAsync(IEnumerable<(ProcessQueue Queue, long Offset)> resets, CancellationToken ct) =>
        Task.WhenAll(resets.Select(reset => TryResetAsync(reset.Queue, reset.Offset, ct)).ToArray());

    /// <summary>
    /// Sends a queue to another offset, forwards or back, and commits that: the only way in which a committed offset goes back. It holds for a queue
    /// that is being given up as well: its last commit does not undo it.
    /// </summary>
    /// <exception cref="Exception">The store does not have it yet; the queue goes on from there all the same, and the next round commits it.</exception>
    public async ValueTask ResetAsync(ProcessQueue queue, long offset, CancellationToken ct)
    {
        await queue.CommitTurn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            queue.Restart(offset);
            await store.CommitAsync(queue.Queue, offset, ct).ConfigureAwait(false);
            queue.CommittedOffset = offset;
        }
        finally
        {
            queue.CommitTurn.Release();
        }
    }

    private async Task TryResetAsync(ProcessQueue queue, long offset, CancellationToken ct)
    {
        try
        {
            await ResetAsync(queue, offset, ct).ConfigureAwait(false);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.CommitFailed(logger, exception, offset, queue.Queue);
        }
    }

    private async Task CommitOwnedAsync(ProcessQueue queue, CancellationToken ct)
    {
        await queue.CommitTurn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            // A queue that was given up is committed by its release, and one whose lock is lost may have another owner: a commit from here could
            // set back theirs.
            if (!queue.IsReleased && queue.Lease.IsValid)
                await CommitAsync(queue, ct).ConfigureAwait(false);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.CommitFailed(logger, exception, queue.CommitOffset, queue.Queue);
        }
        finally
        {
            queue.CommitTurn.Release();
        }
    }

    private async ValueTask CommitAsync(ProcessQueue queue, CancellationToken ct)
    {
        long offset = queue.CommitOffset;
        if (offset == queue.CommittedOffset)
            return;

        await store.CommitAsync(queue.Queue, offset, ct).ConfigureAwait(false);
        queue.CommittedOffset = offset;
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
