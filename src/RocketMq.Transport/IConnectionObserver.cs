namespace RocketMq.Transport;

/// <summary>Is told when connections open and close. Calls for one connection come in order; calls for different connections may overlap.</summary>
public interface IConnectionObserver
{
    /// <summary>Called once, before the first frame of the connection is read: the place to set <see cref="RemotingConnection.UserState" />.</summary>
    /// <param name="connection">The connection.</param>
    void OnOpened(RemotingConnection connection);

    /// <summary>Called once, after both loops of the connection ended and every pending request was failed.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="reason">Why it closed; <see langword="null" /> when this end closed it deliberately.</param>
    void OnClosed(RemotingConnection connection, Exception? reason);
}
