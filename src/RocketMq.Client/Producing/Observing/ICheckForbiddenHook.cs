namespace RocketMq;

/// <summary>May veto a send before anything of it leaves the process. Thread-safe; called on the sender's thread, must be quick.</summary>
public interface ICheckForbiddenHook
{
    /// <summary>Looks at a message that is about to be sent.</summary>
    /// <param name="context">The send.</param>
    /// <returns>
    /// Null to let it pass; otherwise why not, as a sentence: the send fails with a <see cref="RocketMqException"/> of the reason
    /// <see cref="RocketMqErrorReason.Vetoed"/>. It fails so too if this throws.
    /// </returns>
    string? FindObjection(SendHookContext context);
}
