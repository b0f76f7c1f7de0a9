using RocketMq.Producing;

namespace RocketMq;

/// <summary>A transaction whose message is stored and which nobody receives until it is committed. Made by <see cref="TransactionProducer.BeginAsync(Message, CancellationToken)"/>.</summary>
/// <remarks>
/// Decide it once, then dispose it. Disposing it undecided, for example because an exception was thrown on the way, decides nothing: the
/// broker asks the checker. As long as it is neither decided nor disposed, this process answers such questions with "unknown" by itself,
/// and the broker gives the message up after some minutes. Thread-safe.
/// </remarks>
public sealed class OpenTransaction : IAsyncDisposable
{
    private const int Open = -1;
    private const int Left = (int)TransactionOutcome.Unknown;

    private readonly TransactionDesk _desk;
    private readonly PreparedMessage _half;
    private int _state = Open;

    internal OpenTransaction(TransactionDesk desk, PreparedMessage half)
    {
        _desk = desk;
        _half = half;
    }

    /// <summary>Where the half message was stored.</summary>
    public SendReceipt Receipt => _half.Receipt;

    /// <summary>The transaction's id: the id that the message has for its consumers.</summary>
    public string TransactionId => _half.TransactionId;

    /// <summary>Lets consumers receive the message: the local transaction took effect.</summary>
    /// <param name="cancellationToken">Stops waiting for the broker. The decision stands: questions of the broker are answered with it.</param>
    /// <returns>Whether the broker confirmed it. A commit that it did not confirm is not lost, see <see cref="TransactionResult.IsConfirmed"/>.</returns>
    /// <exception cref="InvalidOperationException">It was decided or disposed before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<TransactionResult> CommitAsync(CancellationToken cancellationToken = default) =>
        DecideAsync(TransactionOutcome.Commit, cancellationToken);

    /// <summary>Discards the message: the local transaction did not take effect.</summary>
    /// <param name="cancellationToken">Stops waiting for the broker. The decision stands: questions of the broker are answered with it.</param>
    /// <returns>Whether the broker confirmed it.</returns>
    /// <exception cref="InvalidOperationException">It was decided or disposed before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<TransactionResult> RollbackAsync(CancellationToken cancellationToken = default) =>
        DecideAsync(TransactionOutcome.Rollback, cancellationToken);

    /// <summary>Leaves an undecided transaction to the broker's questions and the checker; does nothing for a decided one. Idempotent.</summary>
    public ValueTask DisposeAsync() =>
        Interlocked.CompareExchange(ref _state, Left, Open) == Open
            ? _desk.LeaveAsync(_half, "disposed without a decision")
            : ValueTask.CompletedTask;

    private ValueTask<TransactionResult> DecideAsync(TransactionOutcome outcome, CancellationToken cancellationToken)
    {
        int before = Interlocked.CompareExchange(ref _state, (int)outcome, Open);
        return before switch
        {
            Open => _desk.DecideAsync(_half, outcome, cancellationToken),
            Left => throw TransactionErrors.Disposed(TransactionId),
            _ => throw TransactionErrors.Decided(TransactionId, (TransactionOutcome)before),
        };
    }
}
