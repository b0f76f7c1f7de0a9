namespace RocketMq.Transport;

/// <summary>Answers the requests that a peer sends. Both ends of a connection may have one: the protocol is symmetric.</summary>
public interface IRequestProcessor
{
    /// <summary>Handles one request. Called by the connection's read loop, in order of arrival, so it must not block.</summary>
    /// <param name="context">
    /// The request. It ends with exactly one <c>Reply</c>, before or after the returned task completes; call
    /// <see cref="RequestContext.Detach" /> before answering later than that.
    /// </param>
    /// <returns>
    /// A task that ends when the processor is done with the context. If it is not complete at once, the next request is handled meanwhile. If it
    /// fails, the peer is answered <see cref="ResponseCode.SystemError" /> with the exception's message, and the fault is logged.
    /// </returns>
    ValueTask ProcessAsync(RequestContext context);
}
