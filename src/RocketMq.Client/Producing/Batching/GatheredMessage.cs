using System.Threading.Tasks.Sources;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>
/// A message in an accumulator, and the result that its sender awaits. Pooled; goes back when the sender has seen the result, its
/// batch has let go of it, and its cancellation cannot come any more.
/// </summary>
internal sealed class GatheredMessage : IValueTaskSource<SendReceipt>, IThreadPoolWorkItem, IDisposable
{
    private const int InitialPropertyBytes = 512;
    private const int RetainedPropertyBytes = 4096;

    private readonly SendPipeline _pipeline;
    private readonly GrowableBuffer _properties = new(InitialPropertyBytes);
    private ManualResetValueTaskSourceCore<SendReceipt> _completion;
    private CancellationTokenRegistration _registration;
    private AccumulatedGroup? _group;
    private SendReceipt _receipt;
    private Exception? _failure;
    private int _holders;
    private int _isDone;
    private CancellationToken _cancellationToken;
    private int _isCopied;

    public GatheredMessage(SendPipeline pipeline) => _pipeline = pipeline;

    public Message Message { get; private set; } = null!;

    public MessageIdText Id { get; private set; }

    public ReadOnlyMemory<byte> Properties => _properties.WrittenMemory;

    /// <summary>What the message takes of a batch.</summary>
    public int Bytes { get; private set; }

    /// <summary>By what the sender may stop waiting.</summary>
    public CancellationToken CancellationToken => _cancellationToken;

    /// <exception cref="RocketMqException">The message is not valid.</exception>
    public void Encode(Message message)
    {
        Message = message;
        Id = PropertiesEncoder.Write(_properties, message, _pipeline.Session.MessageIds);
        Bytes = BatchBody.FramingBytes + message.Body.Length + _properties.WrittenCount;
    }

    /// <summary>Joins the group; the result is to be awaited at most once.</summary>
    public ValueTask<SendReceipt> Start(AccumulatedGroup group, CancellationToken cancellationToken)
    {
        _group = group;
        _cancellationToken = cancellationToken;
        // The sender, the group, and the token.
        _holders = cancellationToken.CanBeCanceled ? 3 : 2;
        ValueTask<SendReceipt> result = new(this, _completion.Version);
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(static (state, token) => ((GatheredMessage)state!).Cancel(token), this);
        group.Add(this);
        return result;
    }

    /// <summary>Gives the sender a result unless it has one.</summary>
    public void Finish(in SendReceipt receipt, Exception? failure)
    {
        if (!TryFinish(receipt, failure))
            return;
        // A callback that cannot be taken back any more lets go by itself.
        if (_cancellationToken.CanBeCanceled && _registration.Unregister())
            Release();
    }

    /// <summary>Ends a message that was cancelled before the group took it on.</summary>
    public void FinishCancelled()
    {
        Finish(default, new OperationCanceledException(_cancellationToken));
        Withdraw();
    }

    /// <summary>The batch has a copy of the message: from now on the sender may stop waiting and use its memory again.</summary>
    public void AllowToLeave()
    {
        // Whoever comes second, this or the cancellation, sees the other.
        Interlocked.Exchange(ref _isCopied, 1);
        if (_cancellationToken.IsCancellationRequested)
            Finish(default, new OperationCanceledException(_cancellationToken));
    }

    /// <summary>The group has no more to do with the message.</summary>
    public void Leave()
    {
        _pipeline.Accumulator!.GiveBack(Bytes);
        Release();
    }

    /// <summary>Goes back without having been started.</summary>
    public void Abandon() => Recycle();

    public void Dispose() => _properties.Dispose();

    // Each sender's continuation runs for itself: one that blocks must not keep the results of a batch from the others.
    void IThreadPoolWorkItem.Execute()
    {
        if (_failure is { } failure)
            _completion.SetException(failure);
        else
            _completion.SetResult(_receipt);
    }

    SendReceipt IValueTaskSource<SendReceipt>.GetResult(short token)
    {
        // Also refuses a second await, whose send this may not be any more.
        if (_completion.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The send is still under way: await it instead of asking for its result.");
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            Release();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<SendReceipt>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<SendReceipt>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _completion.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (_group!.Remove(this))
        {
            TryFinish(default, new OperationCanceledException(token));
            Withdraw();
        }
        else if (Volatile.Read(ref _isCopied) != 0)
        {
            // Its batch is under way: the message will be stored or not, without anybody waiting for it.
            TryFinish(default, new OperationCanceledException(token));
        }

        Release();
    }

    private void Withdraw()
    {
        _pipeline.Counters.AddFailed(1);
        Leave();
    }

    private bool TryFinish(in SendReceipt receipt, Exception? failure)
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0)
            return false;
        _receipt = receipt;
        _failure = failure;
        _pipeline.Admission.Leave(Message.Body.Length);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Recycle();
    }

    private void Recycle()
    {
        _properties.Trim(RetainedPropertyBytes);
        _completion.Reset();
        _registration = default;
        _group = null;
        _receipt = default;
        _failure = null;
        _isDone = 0;
        _isCopied = 0;
        _cancellationToken = default;
        Message = null!;
        Id = default;
        _pipeline.Accumulator!.Return(this);
    }
}
