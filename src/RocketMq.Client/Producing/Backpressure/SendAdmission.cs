namespace RocketMq.Producing;

/// <summary>Lets sends into a producer: none once it is closed, and no more at a time than permitted.</summary>
internal sealed class SendAdmission(ProducerSettings settings, TimeProvider time, SendCounters counters)
{
    private readonly InFlightSends _inFlight = new();
    private readonly SendGate? _gate = SendGate.Create(settings.Backpressure, time);

    public int InFlight => _inFlight.Count;

    /// <summary>Takes a send on. If there is no room, <see cref="WaitForRoomAsync"/> comes before it begins.</summary>
    /// <exception cref="ObjectDisposedException">The producer is closed.</exception>
    public bool TryEnter(long bytes)
    {
        _inFlight.Enter();
        return _gate is null || _gate.TryEnter(bytes);
    }

    /// <summary>Has closing wait for something that is no send, until <see cref="LetGo"/>.</summary>
    /// <exception cref="ObjectDisposedException">The producer is closed.</exception>
    public void Hold() => _inFlight.Enter();

    /// <summary>The same for the request that carries sends already taken on, which goes out even when the producer is being closed.</summary>
    public void HoldWhileClosing() => _inFlight.EnterMore();

    public void LetGo() => _inFlight.Leave();

    /// <summary>Waits for room within the time of a send; one that finds none is not under way any more.</summary>
    public async ValueTask WaitForRoomAsync(string topic, long bytes, int messages, CancellationToken cancellationToken)
    {
        counters.AddWaited();
        try
        {
            await _gate!.EnterAsync(bytes, settings.SendTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            counters.AddFailed(messages);
            _inFlight.Leave();
            if (exception is TimeoutException)
                throw SendErrors.NoRoom(topic, _gate!, settings.SendTimeout);
            throw;
        }
    }

    public void Leave(long bytes)
    {
        _gate?.Leave(bytes);
        _inFlight.Leave();
    }

    /// <summary>Refuses further sends, and waits for those under way, but not longer than one send may take.</summary>
    public Task CloseAsync() => _inFlight.CloseAsync(settings.SendTimeout, time).AsTask();
}
