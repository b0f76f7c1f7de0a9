using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Offsets;

/// <summary>Decides where a queue goes on when the broker does not serve the offset that was pulled (PULL_OFFSET_MOVED).</summary>
internal sealed class MovedOffsets(IOffsetStore store)
{
    /// <summary>The broker's proposal after a reset or a gap; after a loss of its tail, the progress that is known, where the queue still has it.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="position">Where the pull began.</param>
    /// <param name="answer">What the broker proposes, and the offsets that it has.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <remarks>
    /// The broker proposes an end of the queue, which after a fail-over would skip or repeat far more than needed; what the group committed is nearer.
    /// </remarks>
    public async ValueTask<long> ChooseAsync(
        ProcessQueue queue,
        PullPosition position,
        PullMessageResponseHeader answer,
        CancellationToken ct
    )
    {
        if (IsReset(position, answer) || position.Offset < answer.MinOffset)
            return answer.NextBeginOffset;

        if (Has(position.CommitOffset, answer))
            return position.CommitOffset;

        return await store.ReadAsync(queue.Queue, ct).ConfigureAwait(false) is { } stored && Has(stored, answer)
            ? stored
            : answer.NextBeginOffset;
    }

    /// <summary>Whether the pull asked for an offset that the queue has: only an administrator's reset moves it then.</summary>
    public static bool IsReset(in PullPosition position, in PullMessageResponseHeader answer) => Has(position.Offset, answer);

    private static bool Has(long offset, in PullMessageResponseHeader answer) => offset >= answer.MinOffset && offset <= answer.MaxOffset;
}
