using System.Collections.Concurrent;

namespace RocketMq.Consuming;

/// <summary>The figures of one consumer by topic, which administration tools ask for (request 307). Thread-safe.</summary>
internal sealed class ConsumeFigures(TimeProvider time)
{
    /// <summary>How often <see cref="Sample"/> is to be called.</summary>
    public static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TopicFigures> _topics = new(StringComparer.Ordinal);

    /// <param name="topic">The topic as brokers know it; what comes back is counted for the retry topic.</param>
    public TopicFigures Of(string topic) =>
        _topics.TryGetValue(topic, out TopicFigures? known)
            ? known
            : _topics.GetOrAdd(topic, static (_, clock) => new TopicFigures(clock), time);

    public void Sample()
    {
        foreach (TopicFigures topic in _topics.Values)
            topic.Sample();
    }
}
