namespace RocketMq.Interop.Tests;

/// <summary>
/// Clients of the Apache RocketMQ cluster that <c>ROCKETMQ_NAMESRV</c> names. Topics and groups carry a name of their own for each test, so that
/// runs do not see each other; they stay behind on the cluster.
/// </summary>
internal sealed class RealCluster : IAsyncDisposable
{
    private const string Variable = "ROCKETMQ_NAMESRV";

    private readonly string _nameServers;
    private readonly string _run = $"interop-{Guid.NewGuid():N}"[..20];
    private readonly Stack<IAsyncDisposable> _owned = new();

    private RealCluster(string nameServers)
    {
        _nameServers = nameServers;
        Client = CreateClient();
    }

    public RocketMqClient Client { get; }

    public string Topic => $"{_run}-topic";

    public string Group => $"{_run}-group";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the variable says; empty when no cluster is named.</summary>
    public static string NameServers => Environment.GetEnvironmentVariable(Variable)?.Trim() ?? "";

    /// <summary>Why a test of a real cluster cannot run; null when it can.</summary>
    public static string? ReasonToSkip =>
        NameServers.Length > 0 ? null : $"{Variable} is not set: name the name server of an Apache RocketMQ cluster in it, as host:port.";

    /// <summary>Skips the test when no cluster is named.</summary>
    public static RealCluster Connect()
    {
        if (ReasonToSkip is { } reason)
            Assert.Skip(reason);
        return new RealCluster(NameServers);
    }

    public RocketMqClient CreateClient() => Own(new RocketMqClient(new() { NameServers = [_nameServers] }));

    public Producer CreateProducer() => Own(Client.CreateProducer(new() { Group = $"{_run}-producer" }));

    /// <summary>Topics are created beforehand: on a real cluster the first send to a new one takes seconds.</summary>
    public Task CreateTopicAsync(string topic, int queues = 4) =>
        Client.Administration.CreateTopicAsync(new(topic) { WriteQueues = queues }, Cancellation).Within("the topic");

    public Task CreateTopicAsync() => CreateTopicAsync(Topic);

    /// <summary>A member of the test's group that reads the test's topic from its beginning.</summary>
    public async Task<PushConsumer> StartConsumerAsync(MessageHandler handler)
    {
        PushConsumerOptions options = new() { Group = Group, From = ConsumeFrom.First };
        PushConsumer consumer = Own(Client.CreatePushConsumer(options.Subscribe(Topic), handler));
        await consumer.StartAsync(Cancellation).Within("the consumer's start");
        return consumer;
    }

    public T Own<T>(T disposable)
        where T : IAsyncDisposable
    {
        _owned.Push(disposable);
        return disposable;
    }

    /// <summary>Disposes what was made, the youngest first: consumers and producers before their clients.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out IAsyncDisposable? disposable))
            await disposable.DisposeAsync().Within("a disposal");
    }
}
