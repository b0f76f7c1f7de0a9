using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>
/// One send: the encoded message and its outcome. Pooled, and itself the awaited result of the usual case (route known, connection
/// open, first attempt accepted), so that this case allocates nothing; every other case runs in <see cref="SendAttempts"/>.
/// </summary>
/// <remarks>
/// Built by hand because the pooled async method builder keeps only a few state machines per core: with hundreds of sends in flight
/// most of them would be allocated again.
/// </remarks>
internal sealed class SendOperation : IValueTaskSource<SendReceipt>
{
    private const int InitialPropertyBytes = 512;

    private readonly Action _onAnswered;
    private ManualResetValueTaskSourceCore<SendReceipt> _completion;
    private ConfiguredValueTaskAwaitable<RemotingResponse>.ConfiguredValueTaskAwaiter _answer;
    private PublishTarget _target;
    private long _transmittedAt;
    private bool _isSelected;
    private QueueSelection _selection;

    public SendOperation(SendPipeline pipeline)
    {
        Pipeline = pipeline;
        _onAnswered = OnAnswered;
    }

    public SendPipeline Pipeline { get; }

    public EncodedMessage Encoded { get; } = new(new GrowableBuffer(InitialPropertyBytes));

    public Message Message { get; private set; } = null!;

    public PublishTopic Topic { get; private set; } = null!;

    public ref readonly QueueSelection Selection => ref _selection;

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>How much of the send's whole time is left.</summary>
    public TimeSpan Remaining => Pipeline.Settings.SendTimeout - Elapsed;

    public TimeSpan Elapsed => Pipeline.Time.GetElapsedTime(StartedAt);

    /// <summary>The result of a send that <see cref="TryTransmitNow"/> began; to be awaited exactly once.</summary>
    public ValueTask<SendReceipt> Completion => new(this, _completion.Version);

    /// <summary>How many messages the send consists of.</summary>
    public int MessageCount => Message.System?.Batch?.Count ?? 1;

    /// <summary>Whether the producer counts the send as under way; not so if what it is a part of is counted.</summary>
    public bool IsCounted { get; private set; }

    /// <summary>The queue of the first attempt, as far as it was chosen.</summary>
    public ref readonly PublishTarget Target => ref _target;

    /// <summary>Who is told of the send; null while nobody listens.</summary>
    public SendObservation? Observation { get; set; }

    private long StartedAt { get; set; }

    /// <summary>Takes the message on, which has been under way since then.</summary>
    public void Begin(Message message, long startedAt, bool isCounted)
    {
        Message = message;
        StartedAt = startedAt;
        IsCounted = isCounted;
    }

    /// <summary>Checks and encodes the message. Nothing has been sent when this throws.</summary>
    public void Prepare(PublishTopic topic, in QueueSelection selection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Topic = topic;
        CancellationToken = cancellationToken;
        _selection = selection;
        Encoded.Encode(Message, Pipeline.Settings, Pipeline.Session.MessageIds);
    }

    /// <summary>The queue of the first attempt; asked for once, because a choice by turn or by a caller's function is not repeatable.</summary>
    public PublishTarget Select(PublishRoute route)
    {
        if (!_isSelected)
        {
            _target = Topic.Select(route, _selection, Message, avoidBroker: null);
            _isSelected = true;
        }
        return _target;
    }

    /// <summary>Transmits if neither a route nor a connection is missing; then <see cref="Completion"/> is the result.</summary>
    public bool TryTransmitNow()
    {
        if (Topic.TryGetRoute() is not { } route)
            return false;
        PublishTarget target = Select(route);
        TimeSpan limit = FirstAttemptTimeout(route);
        if (target.Broker.Master?.Current is not { } connection || limit <= TimeSpan.Zero || Message.System is { NeedsTimers: true })
            return false;
        _transmittedAt = Pipeline.Time.GetTimestamp();
        AwaitAnswer(SendRequests.TransmitAsync(this, connection, target, limit));
        return true;
    }

    /// <summary>Sends with whatever has to be done first: look up the route, connect.</summary>
    public async ValueTask<SendReceipt> RunAsync()
    {
        try
        {
            SendReceipt receipt = await new SendAttempts(this).RunAsync().ConfigureAwait(false);
            Pipeline.OnSent(this, receipt);
            return receipt;
        }
        catch (Exception exception)
        {
            Pipeline.OnFailed(this, exception);
            throw;
        }
        finally
        {
            Recycle();
        }
    }

    /// <summary>Sends without an answer.</summary>
    public ValueTask RunOneWay()
    {
        if (Topic.TryGetRoute() is { } route)
        {
            PublishTarget target = Select(route);
            if (target.Broker.Master?.Current is { } connection)
            {
                ValueTask staged = SendRequests.TransmitOneWayAsync(this, connection, target);
                if (!staged.IsCompletedSuccessfully)
                    return FinishOneWayAsync(staged, target.Queue.BrokerName);
                Pipeline.OnStaged(this);
                Recycle();
                return ValueTask.CompletedTask;
            }
        }
        return FinishOneWayAsync(new SendAttempts(this).RunOneWayAsync(), broker: null);
    }

    /// <summary>Gives the operation up before anybody could await it.</summary>
    public void Abandon(Exception failure)
    {
        Pipeline.OnFailed(this, failure);
        Recycle();
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
            Recycle();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<SendReceipt>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<SendReceipt>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _completion.OnCompleted(continuation, state, token, flags);

    private TimeSpan FirstAttemptTimeout(PublishRoute route) =>
        SendAttempts.LimitAttempt(
            Remaining,
            Pipeline.Settings,
            canTryAgain: Pipeline.Settings.Retries > 0,
            canGoElsewhere: !_selection.IsFixed && route.HasSeveralBrokers
        );

    /// <summary>Whether an answer is the send's result.</summary>
    public bool IsFinal(in SendAnswer answer) =>
        answer.Receipt is not null && (_selection.IsFixed || !answer.IsWorthRetrying(Pipeline.Settings));

    private void AwaitAnswer(ValueTask<RemotingResponse> request)
    {
        _answer = request.ConfigureAwait(false).GetAwaiter();
        if (_answer.IsCompleted)
            OnAnswered();
        else
            _answer.UnsafeOnCompleted(_onAnswered);
    }

    private void OnAnswered()
    {
        try
        {
            SendAnswer answer = ReadAnswer();
            if (IsFinal(answer))
                Complete(answer.Receipt.GetValueOrDefault());
            else
                _ = ContinueAsync(answer, null);
        }
        catch (Exception exception)
        {
            _ = ContinueAsync(default, exception);
        }
    }

    private SendAnswer ReadAnswer()
    {
        using RemotingResponse response = _answer.GetResult();
        SendAnswer answer = SendAnswer.Read(response, this, _target);
        if (answer.Receipt is not null)
            Pipeline.Judge?.OnAnswered(_target.Broker, Pipeline.Time.GetElapsedTime(_transmittedAt));
        return answer;
    }

    private async Task ContinueAsync(SendAnswer answer, Exception? failure)
    {
        SendReceipt receipt;
        try
        {
            if (failure is not (null or RemotingException or ProtocolException))
                ExceptionDispatchInfo.Throw(failure);
            SendAttempts attempts = new(this);
            if (failure is null && answer.Receipt is { } reserved)
                attempts.AddReserved(reserved);
            else
                attempts.AddFailure(_target.Broker, failure ?? answer.ToException(Topic.Name));
            receipt = await attempts.RunAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Pipeline.OnFailed(this, exception);
            _completion.SetException(exception);
            return;
        }
        Complete(receipt);
    }

    // The result is set last: from then on the awaiting side may recycle the operation.
    private void Complete(in SendReceipt receipt)
    {
        Pipeline.OnSent(this, receipt);
        _completion.SetResult(receipt);
    }

    private async ValueTask FinishOneWayAsync(ValueTask staging, string? broker)
    {
        try
        {
            await staging.ConfigureAwait(false);
            Pipeline.OnStaged(this);
        }
        catch (Exception exception)
        {
            Exception failure =
                exception is RemotingException && broker is not null
                    ? SendErrors.Failed(Topic.Name, [new SendFailure(broker, exception)], Elapsed)
                    : exception;
            Pipeline.OnFailed(this, failure);
            ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            Recycle();
        }
    }

    private void Recycle()
    {
        Encoded.Clear();
        Message = null!;
        Topic = null!;
        IsCounted = false;
        Observation = null;
        CancellationToken = default;
        _selection = default;
        _target = default;
        _isSelected = false;
        _answer = default;
        _completion.Reset();
        Pipeline.Operations.Return(this);
    }
}
