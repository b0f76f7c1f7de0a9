using System.Collections;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>The messages of one call of a <see cref="BatchMessageHandler"/>, and what the handler says about each.</summary>
/// <remarks>Results of different messages may be set by different threads at the same time.</remarks>
public sealed class ConsumeBatch : IReadOnlyList<ReceivedMessage>
{
    private readonly ReceivedMessage[] _messages;
    private ConsumeResult?[]? _results;
    private bool _isOver;
    private bool _hasThrown;

    internal ConsumeBatch(ReceivedMessage[] messages) => _messages = messages;

    /// <summary>The queue that all messages come from.</summary>
    public MessageQueue Queue => _messages[0].Queue;

    /// <summary>How many messages there are, at least 1.</summary>
    public int Count => _messages.Length;

    /// <summary>A message; they are in the order of their offsets.</summary>
    /// <param name="index">From 0.</param>
    public ReceivedMessage this[int index] => _messages[index];

    /// <summary>Says what becomes of a message; the last word counts.</summary>
    /// <param name="index">The message, from 0.</param>
    /// <param name="result">Success, a retry or the dead letter.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such message.</exception>
    /// <exception cref="InvalidOperationException">The handler has returned: its results have been applied.</exception>
    public void SetResult(int index, ConsumeResult result)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (Volatile.Read(ref _isOver))
            throw new InvalidOperationException($"The handler of the batch from {Queue} has returned; set results before it does.");

        ConsumeResult?[] results =
            Volatile.Read(ref _results) ?? Interlocked.CompareExchange(ref _results, new ConsumeResult?[Count], null) ?? _results;
        results[index] = result;
    }

    /// <summary>Says that a message is consumed, which matters when the handler throws later.</summary>
    /// <param name="index">The message, from 0.</param>
    public void Complete(int index) => SetResult(index, ConsumeResult.Success);

    /// <summary>Has a message delivered again: later (concurrent) or, with all behind it, after a pause (orderly).</summary>
    /// <param name="index">The message, from 0.</param>
    public void Retry(int index) => SetResult(index, ConsumeResult.RetryLater());

    /// <summary>Has a message delivered again after the time of a delay level (concurrent only).</summary>
    /// <param name="index">The message, from 0.</param>
    /// <param name="delayLevel">1 to 18, see <see cref="ConsumeResult.RetryLater(int)"/>.</param>
    public void Retry(int index, int delayLevel) => SetResult(index, ConsumeResult.RetryLater(delayLevel));

    /// <summary>Moves a message to the dead-letter topic of the group, whatever its attempts.</summary>
    /// <param name="index">The message, from 0.</param>
    public void DeadLetter(int index) => SetResult(index, ConsumeResult.DeadLetter);

    /// <inheritdoc/>
    public IEnumerator<ReceivedMessage> GetEnumerator() => ((IEnumerable<ReceivedMessage>)_messages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The call has ended.</summary>
    /// <param name="hasThrown">Whether with an exception.</param>
    internal void Finish(bool hasThrown)
    {
        _hasThrown = hasThrown;
        Volatile.Write(ref _isOver, true);
    }

    /// <summary>Whether the handler said something about the message.</summary>
    internal bool IsDecided(int index) => _results?[index] is not null;

    /// <summary>What becomes of the message, after <see cref="Finish"/>.</summary>
    internal ConsumeResult ResultOf(int index) => _results?[index] ?? (_hasThrown ? ConsumeResult.RetryLater() : ConsumeResult.Success);
}
