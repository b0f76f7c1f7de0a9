namespace RocketMq.Producing;

/// <summary>The messages of one kind that wait for a batch, and when that goes out.</summary>
/// <remarks>
/// A message does not wait while no batch is under way: measured against always waiting for the delay, as Java does, one caller at a
/// time is not slowed down at all, and many callers form batches by themselves while the first answer is on its way.
/// </remarks>
internal sealed class AccumulatedGroup(Accumulator accumulator, AccumulatedKey key)
{
    private readonly Lock _sync = new();
    private List<GatheredMessage> _waiting = [];
    private ITimer? _delay;
    private int _bytes;
    private int _underWay;
    private bool _isClosed = accumulator.IsClosing;

    private BatchingSettings Settings => accumulator.Settings;

    /// <summary>Takes the message on, and sends what is due because of it.</summary>
    public void Add(GatheredMessage message)
    {
        List<GatheredMessage>? full = null;
        List<GatheredMessage>? due = null;
        lock (_sync)
        {
            if (_bytes + message.Bytes > Settings.MaxBytes)
                full = Take();
            // It may have been cancelled on the way here; then nobody waits for it.
            if (message.CancellationToken.IsCancellationRequested)
                message.FinishCancelled();
            else
                Keep(message);
            if (_isClosed || _underWay == 0 || _bytes == Settings.MaxBytes)
                due = Take();
        }
        Send(full);
        Send(due);
    }

    /// <summary>Takes a cancelled message out again, unless its batch is under way.</summary>
    public bool Remove(GatheredMessage message)
    {
        lock (_sync)
        {
            if (!_waiting.Remove(message))
                return false;
            _bytes -= message.Bytes;
            return true;
        }
    }

    /// <summary>Sends what waits, and whatever still comes at once.</summary>
    public void Close()
    {
        List<GatheredMessage>? due;
        lock (_sync)
        {
            _isClosed = true;
            due = Take();
            _delay?.Dispose();
            _delay = null;
        }
        Send(due);
    }

    private void Keep(GatheredMessage message)
    {
        _waiting.Add(message);
        _bytes += message.Bytes;
        if (_waiting.Count > 1 || _isClosed || _underWay == 0)
            return;
        _delay ??= accumulator.Pipeline.Time.CreateTimer(
            static state => ((AccumulatedGroup)state!).OnDelayOver(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _delay.Change(Settings.MaxDelay, Timeout.InfiniteTimeSpan);
    }

    private List<GatheredMessage>? Take()
    {
        if (_waiting.Count == 0)
            return null;
        List<GatheredMessage> taken = _waiting;
        _waiting = new List<GatheredMessage>(taken.Count);
        _bytes = 0;
        _underWay++;
        return taken;
    }

    private void OnDelayOver()
    {
        List<GatheredMessage>? due;
        lock (_sync)
            due = Take();
        Send(due);
    }

    private void Send(List<GatheredMessage>? batch)
    {
        if (batch is not null)
            _ = new AccumulatedBatch(accumulator, key, batch).RunAsync(OnAnswered);
    }

    // What gathered while the answer was on its way has waited long enough, unless another batch is still out.
    private void OnAnswered()
    {
        List<GatheredMessage>? due = null;
        lock (_sync)
        {
            _underWay--;
            if (_underWay == 0)
                due = Take();
        }
        Send(due);
    }
}
