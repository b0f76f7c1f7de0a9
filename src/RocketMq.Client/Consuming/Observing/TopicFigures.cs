using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// What pulling and handling one topic did, and rates of it over the last minute and the last hour: sums are sampled now and then, and a rate
/// is the difference to the oldest sample kept. Thread-safe; counting takes no lock.
/// </summary>
internal sealed class TopicFigures
{
    // Six intervals of ten seconds, and six of ten minutes.
    private const int KeptSamples = 6;
    private const int SamplesPerLongOne = 60;

    private readonly Lock _lock = new();
    private readonly Queue<FigureSample> _minute = [];
    private readonly Queue<FigureSample> _hour = [];
    private readonly TimeProvider _time;
    private int _samples;
    private long _pulls;
    private long _pullTicks;
    private long _pulled;
    private long _calls;
    private long _callTicks;
    private long _succeeded;
    private long _failed;

    public TopicFigures(TimeProvider time)
    {
        _time = time;
        _minute.Enqueue(Now());
        _hour.Enqueue(Now());
    }

    /// <summary>A pull brought messages.</summary>
    public void CountPull(TimeSpan duration, int messages)
    {
        Interlocked.Increment(ref _pulls);
        Interlocked.Add(ref _pullTicks, duration.Ticks);
        Interlocked.Add(ref _pulled, messages);
    }

    /// <summary>A handler call ended.</summary>
    public void CountCall(TimeSpan duration, int succeeded, int failed)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _callTicks, duration.Ticks);
        if (succeeded > 0)
            Interlocked.Add(ref _succeeded, succeeded);
        if (failed > 0)
            Interlocked.Add(ref _failed, failed);
    }

    public void Sample()
    {
        lock (_lock)
        {
            FigureSample now = Now();
            Keep(_minute, now);
            if (++_samples % SamplesPerLongOne == 0)
                Keep(_hour, now);
        }
    }

    public ConsumeStatus Read()
    {
        lock (_lock)
        {
            FigureSample now = Now();
            FigureSample minute = _minute.Peek();
            FigureSample hour = _hour.Peek();
            FigureSample calls = now.Calls > minute.Calls ? minute : hour;
            return new ConsumeStatus
            {
                PullMilliseconds = Average(now.PullTicks - minute.PullTicks, now.Pulls - minute.Pulls),
                PullsPerSecond = Rate(now.Pulled - minute.Pulled, minute),
                ConsumeMilliseconds = Average(now.CallTicks - calls.CallTicks, now.Calls - calls.Calls),
                SuccessesPerSecond = Rate(now.Succeeded - minute.Succeeded, minute),
                FailuresPerSecond = Rate(now.Failed - minute.Failed, minute),
                FailedMessages = now.Failed - hour.Failed,
            };
        }
    }

    private static void Keep(Queue<FigureSample> samples, in FigureSample sample)
    {
        samples.Enqueue(sample);
        if (samples.Count > KeptSamples)
            samples.Dequeue();
    }

    private static double Average(long ticks, long count) => count == 0 ? 0 : TimeSpan.FromTicks(ticks).TotalMilliseconds / count;

    private double Rate(long count, in FigureSample since)
    {
        double seconds = _time.GetElapsedTime(since.At).TotalSeconds;
        return seconds > 0 ? count / seconds : 0;
    }

    private FigureSample Now() =>
        new(
            _time.GetTimestamp(),
            Interlocked.Read(ref _pulls),
            Interlocked.Read(ref _pullTicks),
            Interlocked.Read(ref _pulled),
            Interlocked.Read(ref _calls),
            Interlocked.Read(ref _callTicks),
            Interlocked.Read(ref _succeeded),
            Interlocked.Read(ref _failed)
        );
}
