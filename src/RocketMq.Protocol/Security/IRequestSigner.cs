namespace RocketMq.Protocol;

/// <summary>Whose key the requests of a connection are signed with. Asked for every request on its sender's thread, outside all locks, so it must be quick; thread-safe.</summary>
public interface IRequestSigner
{
    /// <summary>The key of the next request; null leaves it unsigned.</summary>
    SigningKey? CurrentKey { get; }
}
