namespace RocketMq.Benchmarks.Transport;

/// <summary>One of the callers that keep requests in flight. It counts for itself, so that counting costs no shared memory.</summary>
internal sealed class Caller
{
    private const long ExpectedOffset = 42;

    private long _answers;
    private bool _isOver;

    public long Answers => Volatile.Read(ref _answers);

    public bool IsOver => Volatile.Read(ref _isOver);

    public void Stop() => Volatile.Write(ref _isOver, true);

    /// <summary>Counts an answer by what was read from it.</summary>
    public void Count(long queueOffset)
    {
        if (queueOffset != ExpectedOffset)
            throw new InvalidOperationException("There came an answer that the peer did not give.");
        Volatile.Write(ref _answers, _answers + 1);
    }
}
