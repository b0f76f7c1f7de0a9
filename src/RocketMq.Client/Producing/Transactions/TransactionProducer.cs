using Microsoft.Extensions.Logging;
using RocketMq.Producing;
using RocketMq.Sessions;

namespace RocketMq;

/// <summary>
/// Sends messages that consumers receive if, and only if, a local transaction takes effect. Created by
/// <see cref="RocketMqClient.CreateTransactionProducer"/>.
/// </summary>
/// <remarks>
/// The message is stored first, unseen (the half message); then the local transaction runs; then the broker is told to deliver or to forget
/// it. When the broker is not told, because the process died or the connection broke, it asks a producer of the group, and the checker
/// answers. Delivery is at least once: a half message whose answer was lost is sent again under the same id, and both may be committed.
/// Thread-safe; any number of transactions can be open at once. A group belongs to producers with the same checker only: brokers ask any of
/// its members.
/// </remarks>
public sealed class TransactionProducer : IAsyncDisposable, ISessionTransactionProducer
{
    // Of each kind: some megabytes, and minutes at hundreds of transactions a second.
    private const int MaxRemembered = 50_000;

    private readonly ClientSession _session;
    private readonly ProducerSettings _settings;
    private readonly SendPipeline _pipeline;
    private readonly TransactionDesk _desk;
    private readonly CheckBacks _checks;
    private readonly InFlightSends _running = new();
    private int _disposed;

    internal TransactionProducer(ClientSession session, ProducerOptions options, TransactionChecker checker)
    {
        ArgumentNullException.ThrowIfNull(checker);
        TransactionSettings transactions = TransactionSettings.From(options);
        _session = session;
        _settings = ProducerSettings.From(options, session.Settings.Names);
        _pipeline = new SendPipeline(session, _settings);
        ILogger logger = session.Loggers.CreateLogger("RocketMq.TransactionProducer");
        DecisionNotices notices = new(session, _settings.Group);
        TransactionLedger ledger = new(MaxRemembered);
        _desk = new TransactionDesk(session, _pipeline, transactions, ledger, new TransactionEnding(session, _settings, notices, logger));
        _checks = new CheckBacks(session, _settings, transactions, ledger, checker, notices, logger);
        session.Register(this);
    }

    /// <summary>The producer group.</summary>
    public string Group => _settings.Group;

    /// <summary>Sends a message to the next queue in turn, runs the local transaction, and tells the broker its outcome.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="localTransaction">
    /// Runs once, after the message was stored. Not run when the broker stored it less safely than it is configured to; the message is rolled
    /// back then, and <see cref="SendReceipt.Status"/> in the result tells.
    /// </param>
    /// <param name="cancellationToken">Stops sending the half message, and is passed to the local transaction. A decision is not cancelled.</param>
    /// <returns>
    /// The outcome, and whether the broker confirmed it. It is not an error when it did not: the broker asks, and this producer or the checker
    /// answers. A commit whose answer was lost is not repeated, because brokers deliver a message again whose commit they receive again.
    /// </returns>
    /// <exception cref="Exception">
    /// What the local transaction threw, as it is. The transaction is undecided then: the broker is told so, with the exception's text for its log,
    /// and asks the checker later.
    /// </exception>
    /// <exception cref="RocketMqException">The half message was not stored; the local transaction was not run.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<TransactionResult> SendAsync(
        Message message,
        LocalTransaction localTransaction,
        CancellationToken cancellationToken = default
    ) => SendAsync(message, QueueSelection.RoundRobin, localTransaction, cancellationToken);

    /// <summary>Sends a message to the selected queue, runs the local transaction, and tells the broker its outcome.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="selection">Which queue it goes to when it is committed.</param>
    /// <param name="localTransaction">Runs once, after the message was stored.</param>
    /// <param name="cancellationToken">Stops sending the half message, and is passed to the local transaction. A decision is not cancelled.</param>
    /// <inheritdoc cref="SendAsync(Message, LocalTransaction, CancellationToken)" path="/returns"/>
    /// <inheritdoc cref="SendAsync(Message, LocalTransaction, CancellationToken)" path="/exception"/>
    public ValueTask<TransactionResult> SendAsync(
        Message message,
        in QueueSelection selection,
        LocalTransaction localTransaction,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(localTransaction);
        return RunAsync(message, selection, localTransaction, cancellationToken);
    }

    /// <summary>Sends a message to the next queue in turn and leaves the decision to the caller.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="cancellationToken">Stops waiting and retrying.</param>
    /// <returns>The transaction; commit it or roll it back, and dispose it.</returns>
    /// <exception cref="RocketMqException">The half message was not stored, or not safely (transient; it was rolled back).</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<OpenTransaction> BeginAsync(Message message, CancellationToken cancellationToken = default) =>
        BeginAsync(message, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends a message to the selected queue and leaves the decision to the caller.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="selection">Which queue it goes to when it is committed.</param>
    /// <param name="cancellationToken">Stops waiting and retrying.</param>
    /// <inheritdoc cref="BeginAsync(Message, CancellationToken)" path="/returns"/>
    /// <inheritdoc cref="BeginAsync(Message, CancellationToken)" path="/exception"/>
    public ValueTask<OpenTransaction> BeginAsync(
        Message message,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return OpenAsync(message, selection, cancellationToken);
    }

    /// <summary>
    /// Makes this producer known to the brokers of a topic now instead of with its first send: after a restart, so that they can ask it about
    /// transactions that an earlier process left undecided.
    /// </summary>
    /// <param name="topic">A topic that the group sends to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The topic has no route, or no name server answers.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public async ValueTask ListenForChecksAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        await _pipeline.GetQueuesAsync(topic, cancellationToken).ConfigureAwait(false);
        await _session.SendHeartbeatAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Refuses new transactions, waits for those that <see cref="SendAsync(Message, LocalTransaction, CancellationToken)"/> runs (at most
    /// <see cref="ProducerOptions.SendTimeout"/>), leaves the group and cancels running checks. Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _running.CloseAsync(_settings.SendTimeout, _session.Time).ConfigureAwait(false);
        await _pipeline.CloseAsync().ConfigureAwait(false);
        await _session.UnregisterAsync(this, CancellationToken.None).ConfigureAwait(false);
        await _checks.DisposeAsync().ConfigureAwait(false);
    }

    string ISessionProducer.Group => _settings.WireGroup;

    void ISessionTransactionProducer.Check(CheckRequest request) => _checks.Begin(request);

    private async ValueTask<TransactionResult> RunAsync(
        Message message,
        QueueSelection selection,
        LocalTransaction localTransaction,
        CancellationToken cancellationToken
    )
    {
        _running.Enter();
        try
        {
            PreparedMessage half = await _desk.PrepareAsync(message, selection, cancellationToken).ConfigureAwait(false);
            if (half.Receipt.Status != SendStatus.Stored)
                return await _desk.DecideAsync(half, TransactionOutcome.Rollback, CancellationToken.None).ConfigureAwait(false);
            TransactionOutcome outcome = await RunLocalAsync(half, localTransaction, cancellationToken).ConfigureAwait(false);
            if (outcome is TransactionOutcome.Commit or TransactionOutcome.Rollback)
                return await _desk.DecideAsync(half, outcome, CancellationToken.None).ConfigureAwait(false);
            await _desk.LeaveAsync(half, "the local transaction does not know its outcome").ConfigureAwait(false);
            return new TransactionResult(half.Receipt, TransactionOutcome.Unknown);
        }
        finally
        {
            _running.Leave();
        }
    }

    private async ValueTask<TransactionOutcome> RunLocalAsync(
        PreparedMessage half,
        LocalTransaction localTransaction,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await localTransaction(half.Receipt, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await _desk.LeaveAsync(half, TransactionCodes.Remark("the local transaction threw", exception)).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<OpenTransaction> OpenAsync(Message message, QueueSelection selection, CancellationToken cancellationToken)
    {
        _running.Enter();
        try
        {
            PreparedMessage half = await _desk.PrepareAsync(message, selection, cancellationToken).ConfigureAwait(false);
            if (half.Receipt.Status == SendStatus.Stored)
                return new OpenTransaction(_desk, half);
            await _desk.DecideAsync(half, TransactionOutcome.Rollback, CancellationToken.None).ConfigureAwait(false);
            throw TransactionErrors.NotSafelyStored(message.Topic, half.Receipt);
        }
        finally
        {
            _running.Leave();
        }
    }
}
