using System.Runtime.CompilerServices;
using RocketMq.Protocol;
using RocketMq.Transport.Correlation;
using RocketMq.Transport.Receiving;

namespace RocketMq.Transport;

/// <summary>One request from the peer, and the way to answer it exactly once.</summary>
/// <remarks>
/// Contexts are reused: one that was answered must not be touched after <see cref="IRequestProcessor.ProcessAsync" /> completed, unless it was
/// detached. A detached context is never reused; a second answer to it always throws. Answering may happen on any thread.
/// </remarks>
public sealed class RequestContext : IReturnable<RequestContext>
{
    private readonly ReturnStack<RequestContext> _home;
    private readonly Action _onProcessed;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _processing;
    private RemotingFrame _frame;
    private ReceiveBlock? _block;
    private int _answered;
    private int _holds;
    private bool _isDetached;

    internal RequestContext(RemotingConnection connection, ReturnStack<RequestContext> home)
    {
        Connection = connection;
        _home = home;
        _onProcessed = OnProcessed;
    }

    RequestContext? IReturnable<RequestContext>.NextReturned { get; set; }

    /// <summary>The connection that the request came on; the answer goes back on it.</summary>
    public RemotingConnection Connection { get; }

    /// <summary>The request. Valid until the first <c>Reply</c>, <see cref="Complete" /> or <see cref="Detach" />; copy what is needed later.</summary>
    /// <exception cref="InvalidOperationException">The request was answered or detached.</exception>
    public RemotingFrame Request =>
        _block is null
            ? throw new InvalidOperationException("The request's memory is gone: copy what is needed before Reply, Complete or Detach.")
            : _frame;

    /// <summary>The request code. Stays valid after <see cref="Detach" />.</summary>
    public RequestCode Code { get; private set; }

    /// <summary>The number by which the peer finds the answer. Stays valid after <see cref="Detach" />.</summary>
    public int Opaque { get; private set; }

    /// <summary>Whether the peer wants no answer: <c>Reply</c> then sends nothing. Stays valid after <see cref="Detach" />.</summary>
    public bool IsOneWay { get; private set; }

    internal HeaderFormat Format { get; private set; }

    /// <summary>Answers the request. Once the connection is closed this does nothing.</summary>
    /// <typeparam name="THeader">The header's type.</typeparam>
    /// <param name="code">The outcome.</param>
    /// <param name="header">The header's fields.</param>
    /// <param name="body">The body; it is copied, and may lie in the request.</param>
    /// <param name="remark">Words about a failure.</param>
    /// <exception cref="InvalidOperationException">The request was already answered.</exception>
    /// <exception cref="RemotingException">The answer exceeds the frame limit; nothing was sent, and a shorter answer is still possible.</exception>
    public void Reply<THeader>(ResponseCode code, in THeader header, ReadOnlySpan<byte> body = default, Utf8Text remark = default)
        where THeader : struct, IHeader<THeader>
    {
        ClaimAnswer();
        if (!IsOneWay)
        {
            try
            {
                Connection.StageReply(this, code, header, body, remark);
            }
            catch
            {
                Volatile.Write(ref _answered, 0);
                throw;
            }
        }

        FinishAnswer();
    }

    /// <summary>Answers the request without header fields. Once the connection is closed this does nothing.</summary>
    /// <param name="code">The outcome.</param>
    /// <param name="remark">Words about a failure.</param>
    /// <param name="body">The body; it is copied, and may lie in the request.</param>
    /// <exception cref="InvalidOperationException">The request was already answered.</exception>
    /// <exception cref="RemotingException">The answer exceeds the frame limit; nothing was sent, and a shorter answer is still possible.</exception>
    public void Reply(ResponseCode code, Utf8Text remark = default, ReadOnlySpan<byte> body = default) =>
        Reply(code, default(EmptyHeader), body, remark);

    /// <summary>Ends a one-way request, which has no answer. Optional while the processor runs; required after <see cref="Detach" />.</summary>
    /// <exception cref="InvalidOperationException">The request wants an answer, or was already ended.</exception>
    public void Complete()
    {
        if (!IsOneWay)
            throw new InvalidOperationException($"Request {Code} waits for an answer: call Reply.");
        ClaimAnswer();
        FinishAnswer();
    }

    /// <summary>Frees the request's memory now and allows the answer to come after the processor is done, for example when a long poll ends.</summary>
    /// <exception cref="InvalidOperationException">The request was already answered.</exception>
    public void Detach()
    {
        if (Volatile.Read(ref _answered) != 0)
            throw AlreadyAnswered();
        _isDetached = true;
        FreeFrame();
    }

    internal void Begin(in RemotingFrame frame, ReceiveBlock block)
    {
        block.Retain();
        _frame = frame;
        _block = block;
        Code = frame.RequestCode;
        Opaque = frame.Opaque;
        IsOneWay = frame.IsOneWay;
        Format = frame.Format;
        _answered = 0;
        _holds = 2;
    }

    internal void Process(IRequestProcessor processor)
    {
        try
        {
            Follow(processor.ProcessAsync(this));
        }
        catch (Exception failure)
        {
            Fail(failure);
            LetGo();
        }
    }

    private void Follow(ValueTask processing)
    {
        _processing = processing.ConfigureAwait(false).GetAwaiter();
        if (_processing.IsCompleted)
            OnProcessed();
        else
            _processing.UnsafeOnCompleted(_onProcessed);
    }

    private void OnProcessed()
    {
        try
        {
            ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter processing = _processing;
            _processing = default;
            processing.GetResult();
            if (Volatile.Read(ref _answered) == 0 && !_isDetached)
                EndUnanswered();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        LetGo();
    }

    private void EndUnanswered()
    {
        if (IsOneWay)
            Complete();
        else
            Fail(new InvalidOperationException($"The processor ended without answering request {Code}."));
    }

    private void Fail(Exception failure)
    {
        Connection.OnProcessorFailed(Code, failure);
        if (Interlocked.Exchange(ref _answered, 1) != 0)
            return;
        if (!IsOneWay)
            Connection.StageReply(this, ResponseCode.SystemError, default(EmptyHeader), default, DescribeForPeer(failure));
        FinishAnswer();
    }

    // A remark must fit the answer's frame under any limit that the options allow.
    private static string DescribeForPeer(Exception failure)
    {
        const int longest = 256;
        string text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= longest ? text : text[..longest];
    }

    private void ClaimAnswer()
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0)
            throw AlreadyAnswered();
    }

    private void FinishAnswer()
    {
        FreeFrame();
        LetGo();
    }

    private void FreeFrame()
    {
        ReceiveBlock? block = Interlocked.Exchange(ref _block, null);
        if (block is null)
            return;
        _frame = default;
        block.Release();
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _holds) == 0 && !_isDetached)
            _home.Return(this);
    }

    private InvalidOperationException AlreadyAnswered() => new($"Request {Code} was already answered; each request is answered once.");
}
