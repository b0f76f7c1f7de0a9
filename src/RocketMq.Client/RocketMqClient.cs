using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>The connection to one RocketMQ cluster: its producers, consumers and administration share routes, connections and heartbeats.</summary>
/// <remarks>
/// Thread-safe. Creating one does no IO; the first use connects. Create one per cluster and process, and dispose its producers and
/// consumers before it.
/// </remarks>
public sealed class RocketMqClient : IAsyncDisposable
{
    /// <summary>Creates a client.</summary>
    /// <param name="options">How to reach the cluster; read here, later changes have no effect.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public RocketMqClient(RocketMqClientOptions options)
    {
        Session = new ClientSession(ClientSettings.From(options));
        Administration = new Administration(Session);
    }

    /// <summary>By which brokers tell this client from others: <c>address@instance</c>.</summary>
    public string ClientId => Session.ClientId;

    /// <summary>Topics, routes, offsets and stored messages of the cluster.</summary>
    public Administration Administration { get; }

    /// <summary>Where the client and all that is built on it write their logs.</summary>
    public ILoggerFactory LoggerFactory => Session.Loggers;

    /// <summary>What became of the requests of this client's producers so far.</summary>
    public RequestStatistics RequestStatistics => Session.Replies.Statistics;

    /// <summary>What became of the records of the message trace; all zero without <see cref="RocketMqClientOptions.Trace"/>.</summary>
    public TraceStatistics TraceStatistics => Session.Trace?.Statistics ?? default;

    internal ClientSession Session { get; }

    /// <summary>Checks that a name server can be reached; not required, since the first use does the same.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">No name server answers; the message lists each with its failure.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Session.IsDisposed, this);
        await Session
            .NameServers.AskAsync(
                default(GetBrokerClusterInfoRequestHeader),
                "which brokers the cluster has",
                static response => ClusterInfo.Parse(response.Body.Span),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Creates a producer, which can send at once.</summary>
    /// <param name="options">How it sends; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="RocketMqException">Another producer of this client uses the group (DuplicateGroup).</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Producer CreateProducer(ProducerOptions? options = null) => new(Session, options ?? new ProducerOptions());

    /// <summary>Creates a producer of transactional messages, which can send at once.</summary>
    /// <param name="options">How it sends; needs a <see cref="ProducerOptions.Group"/> of its own.</param>
    /// <param name="checker">Tells brokers what became of transactions for which they received no decision.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    /// <exception cref="RocketMqException">Another producer of this client uses the group (DuplicateGroup).</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public TransactionProducer CreateTransactionProducer(ProducerOptions options, TransactionChecker checker) =>
        new(Session, options, checker);

    /// <summary>Creates a consumer; it does nothing before <see cref="PushConsumer.StartAsync"/>.</summary>
    /// <param name="options">What it consumes and how; read here, later changes have no effect.</param>
    /// <param name="handler">Called for every message.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public PushConsumer CreatePushConsumer(PushConsumerOptions options, MessageHandler handler)
    {
        ObjectDisposedException.ThrowIf(Session.IsDisposed, this);
        ArgumentNullException.ThrowIfNull(handler);
        return new PushConsumer(Session, options, new UserHandler(handler));
    }

    /// <summary>Creates a consumer whose handler takes several messages at once; it does nothing before <see cref="PushConsumer.StartAsync"/>.</summary>
    /// <param name="options">What it consumes and how, <see cref="PushConsumerOptions.ConsumeBatchSize"/> among it; read here, later changes have no effect.</param>
    /// <param name="handler">Called for every batch.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    [OverloadResolutionPriority(-1)]
    public PushConsumer CreatePushConsumer(PushConsumerOptions options, BatchMessageHandler handler)
    {
        ObjectDisposedException.ThrowIf(Session.IsDisposed, this);
        ArgumentNullException.ThrowIfNull(handler);
        return new PushConsumer(Session, options, new UserHandler(handler));
    }

    /// <summary>Closes all connections. Idempotent; operations that still wait fail.</summary>
    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
