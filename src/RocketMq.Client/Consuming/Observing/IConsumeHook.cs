namespace RocketMq;

/// <summary>Is told of every handler call of a client's consumers: once before it and once after it.</summary>
/// <remarks>
/// Thread-safe. Called where the handler is called; must be quick and must not block. What it throws is logged and changes nothing. Messages can be read
/// until <see cref="OnConsumed"/> returns.
/// </remarks>
public interface IConsumeHook
{
    /// <summary>Messages are about to be handed to the handler.</summary>
    /// <param name="context">The call.</param>
    void OnConsuming(ConsumeHookContext context);

    /// <summary>The handler call has ended; nothing of it is settled yet.</summary>
    /// <param name="context">The same object as before.</param>
    void OnConsumed(ConsumeHookContext context);
}
