using RocketMq.Interop.Tests.Producing;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Every delivery of a consumer, the repeated ones among them.</summary>
internal sealed class Repetitions
{
    private readonly Lock _gate = new();
    private readonly List<(int QueueId, long Offset, string Body, DateTimeOffset StoredAt)> _deliveries = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

    /// <summary>What came more than once.</summary>
    public IReadOnlyList<(int QueueId, long Offset)> Repeated
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _deliveries
                        .Select(each => (each.QueueId, each.Offset))
                        .CountBy(each => each)
                        .Where(each => each.Value > 1)
                        .Select(each => each.Key),
                ];
            }
        }
    }

    public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _deliveries.Add((message.Queue.QueueId, message.QueueOffset, Mailbox.BodyOf(message), message.StoreTime));
            foreach ((int count, TaskCompletionSource reached) in _waits)
            {
                if (_deliveries.Count >= count)
                    reached.TrySetResult();
            }
        }
        return new(ConsumeResult.Success);
    }

    /// <summary>Completes after so many deliveries.</summary>
    public Task Reaching(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_deliveries.Count >= count)
                reached.SetResult();
            _waits.Add((count, reached));
            return reached.Task;
        }
    }

    public DateTimeOffset TimeOf(string body)
    {
        lock (_gate)
            return _deliveries.First(each => each.Body == body).StoredAt;
    }

    /// <summary>What was stored then or later, the news that wake pulls left out.</summary>
    public (int, long)[] StoredSince(DateTimeOffset time)
    {
        lock (_gate)
        {
            return
            [
                .. _deliveries
                    .Where(each => each.StoredAt >= time && each.Body != "news")
                    .Select(each => (each.QueueId, each.Offset))
                    .Distinct(),
            ];
        }
    }
}
