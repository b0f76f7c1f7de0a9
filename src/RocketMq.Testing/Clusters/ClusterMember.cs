namespace RocketMq.Testing;

/// <summary>A consumer of a <see cref="FaultCluster"/> with a client and a proxy of its own, so that faults can befall it alone. Thread-safe.</summary>
public sealed class ClusterMember : IAsyncDisposable
{
    private readonly History _history;
    private readonly TimeProvider _time;
    private volatile bool _isKilled;
    private Task? _ending;

    internal ClusterMember(string name, FaultProxy proxy, RocketMqClient client, History history, TimeProvider time)
    {
        Name = name;
        Proxy = proxy;
        Client = client;
        _history = history;
        _time = time;
    }

    /// <summary>Its name in the history.</summary>
    public string Name { get; }

    /// <summary>What stands between it and the broker.</summary>
    public FaultProxy Proxy { get; }

    /// <summary>Its client.</summary>
    public RocketMqClient Client { get; }

    /// <summary>Its consumer.</summary>
    public PushConsumer Consumer { get; private set; } = null!;

    /// <summary>
    /// Lets it vanish without a word, as a killed process does: its connections are reset and it begins nothing any more.
    /// </summary>
    public void Kill()
    {
        _history.MemberLost(Name);
        _isKilled = true;
        Proxy.Refuse();
        // Its remains: nothing that they still try reaches a broker.
        _ending ??= EndAsync();
    }

    /// <summary>Cuts it off without closing connections, as a partition does: nothing passes until <see cref="Thaw"/>.</summary>
    public void Freeze()
    {
        _history.MemberLost(Name);
        Proxy.Freeze();
    }

    /// <summary>Ends <see cref="Freeze"/>: everything goes on where it stood.</summary>
    public void Thaw()
    {
        _history.MemberReturned(Name);
        Proxy.Restore();
    }

    /// <summary>Leaves as a program does that ends: handlers finish, offsets are committed, the group is told. Then nothing of it is left.</summary>
    /// <returns>A task that completes when it has left.</returns>
    public ValueTask DisposeAsync() => new(_ending ??= EndAsync());

    internal void Attach(PushConsumer consumer) => Consumer = consumer;

    /// <summary>The handler as this member runs it: not at all once it was killed.</summary>
    internal MessageHandler Guard(MessageHandler handler) =>
        async (message, cancellationToken) =>
        {
            if (_isKilled)
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken).ConfigureAwait(false);
            return await handler(message, cancellationToken).ConfigureAwait(false);
        };

    private async Task EndAsync()
    {
        await Consumer.DisposeAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
        await Proxy.DisposeAsync().ConfigureAwait(false);
    }
}
