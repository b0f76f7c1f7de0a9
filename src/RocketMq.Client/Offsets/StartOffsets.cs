using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>Decides where a newly assigned queue begins.</summary>
internal sealed class StartOffsets(IOffsetStore store, QueueEnds ends, ConsumerSettings settings)
{
    /// <summary>The committed offset; without one, what the settings say, and that is committed at once.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="isRetryTopic">Whether it belongs to the retry topic of the group.</param>
    /// <param name="isNew">Whether the queue appeared after this consumer started: it is read from its beginning.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <remarks>
    /// The commit makes the decision last: were it taken again by the next owner of the queue, "from the end" would skip what was stored meanwhile.
    /// </remarks>
    public async ValueTask<long> ResolveAsync(MessageQueue queue, bool isRetryTopic, bool isNew, CancellationToken ct)
    {
        if (await store.ReadAsync(queue, ct).ConfigureAwait(false) is { } committed)
            return committed;

        long offset = isNew ? 0 : await GetFirstAsync(queue, isRetryTopic, ct).ConfigureAwait(false);
        await store.CommitAsync(queue, offset, ct).ConfigureAwait(false);
        return offset;
    }

    private ValueTask<long> GetFirstAsync(MessageQueue queue, bool isRetryTopic, CancellationToken ct) =>
        settings.StartAt switch
        {
            ConsumeFrom.First => ValueTask.FromResult(0L),
            ConsumeFrom.Timestamp when !isRetryTopic => ends.SearchAsync(queue, settings.StartTime, ct),
            // What is in the retry topic was sent back by the group itself, so it is never history to skip.
            ConsumeFrom.Last when isRetryTopic => ValueTask.FromResult(0L),
            _ => ends.GetEndAsync(queue, ct),
        };
}
