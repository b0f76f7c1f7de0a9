using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class SupervisorTests
{
    private static readonly RemotingEndPoint Broker = new("broker-a", 10911);
    private static readonly BackoffPolicy Backoff = new()
    {
        InitialDelay = TimeSpan.FromSeconds(1),
        MaximumDelay = TimeSpan.FromSeconds(4),
        Jitter = 0,
    };

    [Fact]
    public async Task All_callers_share_one_dial_and_then_the_open_connection()
    {
        var network = new InMemoryNetwork();
        await using RemotingListener listener = Listen(network);
        await using var supervisor = new ConnectionSupervisor(Broker, network.ConnectionFactory);

        RemotingConnection[] connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(supervisor))).Within("the dial");

        connections.Distinct().ShouldHaveSingleItem().ShouldBeSameAs(supervisor.Current);
        (await connections[0].AskAsync(1).Within("the answer")).ShouldAnswer(1);
    }

    [Fact]
    public async Task Failures_back_off_exponentially_and_are_thrown_at_once_meanwhile()
    {
        var clock = new ManualTimeProvider();
        var factory = new CountingFactory(new InMemoryNetwork().ConnectionFactory);
        await using var supervisor = new ConnectionSupervisor(Broker, factory, new() { TimeProvider = clock }, Backoff);

        foreach (int seconds in new[] { 1, 2, 4, 4 })
        {
            int dials = factory.Dials;
            RemotingException failure = await Should.ThrowAsync<RemotingException>(GetAsync(supervisor));
            failure.Reason.ShouldBe(RemotingFailure.ConnectFailed);
            factory.Dials.ShouldBe(dials + 1);

            clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            RemotingException remembered = await Should.ThrowAsync<RemotingException>(GetAsync(supervisor));
            remembered.Message.ShouldContain("the next one is possible in 100 ms");
            remembered.Message.ShouldContain(Broker.ToString());
            factory.Dials.ShouldBe(dials + 1, "no dial within the backoff");
            clock.Advance(TimeSpan.FromSeconds(0.1));
        }
    }

    [Fact]
    public async Task The_connection_is_replaced_when_the_peer_returns()
    {
        var clock = new ManualTimeProvider();
        var network = new InMemoryNetwork();
        var observer = new RecordingObserver();
        RemotingListener listener = Listen(network);
        await using var supervisor = new ConnectionSupervisor(
            Broker,
            network.ConnectionFactory,
            new() { TimeProvider = clock },
            Backoff,
            observer: observer
        );
        RemotingConnection first = await GetAsync(supervisor);
        clock.Advance(TimeSpan.FromSeconds(60));
        await listener.DisposeAsync().Within("the peer stops");
        await first.Closed.Within("the first connection closes");
        supervisor.Current.ShouldBeNull();
        await Should.ThrowAsync<RemotingException>(GetAsync(supervisor));

        await using RemotingListener returned = Listen(network);
        clock.Advance(TimeSpan.FromSeconds(1));
        RemotingConnection second = await GetAsync(supervisor);

        second.ShouldNotBeSameAs(first);
        (await second.AskAsync(3).Within("the answer")).ShouldAnswer(3);
        observer.Events.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_at_once_is_backed_off_from()
    {
        var clock = new ManualTimeProvider();
        var network = new InMemoryNetwork();
        ITransportAcceptor acceptor = network.Listen(Broker);
        await using var supervisor = new ConnectionSupervisor(Broker, network.ConnectionFactory, new() { TimeProvider = clock }, Backoff);
        RemotingConnection connection = await GetAsync(supervisor);
        (await acceptor.AcceptAsync())!.Abort();
        await connection.Closed.Within("the connection closes");

        RemotingException failure = await Should.ThrowAsync<RemotingException>(GetAsync(supervisor));
        clock.Advance(TimeSpan.FromSeconds(1));
        RemotingConnection next = await GetAsync(supervisor);

        failure.Message.ShouldContain("the next one is possible in 1000 ms");
        next.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task A_disposed_supervisor_closes_its_connection_and_dials_no_more()
    {
        var network = new InMemoryNetwork();
        await using RemotingListener listener = Listen(network);
        var supervisor = new ConnectionSupervisor(Broker, network.ConnectionFactory);
        RemotingConnection connection = await GetAsync(supervisor);

        await supervisor.DisposeAsync().Within("the supervisor is disposed");

        connection.IsOpen.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => GetAsync(supervisor));
    }

    [Fact]
    public async Task Disposing_during_a_dial_ends_both()
    {
        var factory = new HangingFactory();
        var supervisor = new ConnectionSupervisor(Broker, factory);
        Task<RemotingConnection> dial = GetAsync(supervisor);
        await factory.Dialling.Task.Within("the dial starts");

        await supervisor.DisposeAsync().Within("the supervisor is disposed");

        await Should.ThrowAsync<ObjectDisposedException>(dial.Within("the dial ends"));
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_stop_the_dial_of_the_others()
    {
        var factory = new HangingFactory();
        await using var supervisor = new ConnectionSupervisor(Broker, factory);
        using var impatient = new CancellationTokenSource();
        Task<RemotingConnection> first = supervisor.GetAsync(impatient.Token).AsTask();
        Task<RemotingConnection> second = GetAsync(supervisor);
        await factory.Dialling.Task.Within("the dial starts");

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(first);
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Jitter_spreads_the_waits_and_is_repeatable_with_a_seed()
    {
        BackoffPolicy Policy() =>
            new()
            {
                Jitter = 0.5,
                Random = new Random(7),
                InitialDelay = TimeSpan.FromSeconds(1),
            };
        BackoffPolicy one = Policy();
        BackoffPolicy two = Policy();

        double[] waits = [.. Enumerable.Range(0, 100).Select(_ => one.GetDelay(1).TotalSeconds)];

        waits.ShouldAllBe(wait => wait >= 0.5 && wait <= 1.5);
        waits.Distinct().Count().ShouldBeGreaterThan(90);
        waits.ShouldBe(Enumerable.Range(0, 100).Select(_ => two.GetDelay(1).TotalSeconds));
        new BackoffPolicy { Jitter = 0 }
            .GetDelay(1_000_000)
            .ShouldBe(TimeSpan.FromSeconds(5));
    }

    private static RemotingListener Listen(InMemoryNetwork network) =>
        RemotingListener.Start(network.Listen(Broker), new RemotingListenerOptions(), Requests.Answering);

    private static Task<RemotingConnection> GetAsync(ConnectionSupervisor supervisor) =>
        supervisor.GetAsync(TestContext.Current.CancellationToken).Within("the supervisor has an outcome");

    private sealed class CountingFactory(IConnectionFactory inner) : IConnectionFactory
    {
        public int Dials { get; private set; }

        public ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default)
        {
            Dials++;
            return inner.ConnectAsync(endPoint, cancellationToken);
        }
    }

    private sealed class HangingFactory : IConnectionFactory
    {
        public TaskCompletionSource Dialling { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default)
        {
            Dialling.TrySetResult();
            var never = new TaskCompletionSource<IDuplexTransport>();
            return await never.Task.WaitAsync(cancellationToken);
        }
    }
}
