namespace RocketMq;

/// <summary>Leaves out messages that were pulled, before any handler sees them; the group's offsets pass over them.</summary>
/// <remarks>
/// Thread-safe. Called for every pulled message of the client's consumers, also for those that come back for a retry; must be quick and must not block. If it
/// throws, that is logged and the message is kept. The message must not be kept, unless as <see cref="ReceivedMessage.Detach"/>.
/// </remarks>
public interface IFilterMessageHook
{
    /// <summary>Judges a message.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="message">The message.</param>
    /// <returns>False to leave it out for good.</returns>
    bool IsWanted(string group, ReceivedMessage message);
}
