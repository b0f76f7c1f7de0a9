namespace RocketMq;

/// <summary>Is told of every send of a client's producers: once before it and once after it, whatever number of attempts it takes.</summary>
/// <remarks>
/// Thread-safe. Called on the sender's thread before, and on a pool thread after the send; must be quick and must not block. What it throws is logged
/// and changes nothing. Messages that are refused before anything is sent, as not valid or by an <see cref="ICheckForbiddenHook"/>, are not told.
/// </remarks>
public interface ISendHook
{
    /// <summary>The message is checked and encoded, and about to be sent.</summary>
    /// <param name="context">The send.</param>
    void OnSending(SendHookContext context);

    /// <summary>The send has its outcome: <see cref="SendHookContext.Receipt"/> or <see cref="SendHookContext.Exception"/> is set, or it was one-way.</summary>
    /// <param name="context">The same object as before.</param>
    void OnSent(SendHookContext context);
}
