using System.Net;
using RocketMq.Transport;

namespace RocketMq.Broker.Groups;

/// <summary>A client's connection as the broker knows it.</summary>
internal sealed class ClientChannel
{
    private ClientChannel(RemotingConnection connection)
    {
        Connection = connection;
        // In-memory connections have no address; records need one.
        Address = connection.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.Loopback, 0);
        if (Address.Address.IsIPv4MappedToIPv6)
            Address = new IPEndPoint(Address.Address.MapToIPv4(), Address.Port);
    }

    public RemotingConnection Connection { get; }

    public IPEndPoint Address { get; }

    /// <summary>The question about a half message that was put to the client last; complete once the connection has taken it.</summary>
    public Task LastQuestion { get; set; } = Task.CompletedTask;

    /// <summary>The channel of a connection, made when the connection opened.</summary>
    public static ClientChannel Of(RemotingConnection connection) =>
        (ClientChannel)(connection.UserState ?? throw new InvalidOperationException("The connection was not attached to a channel."));

    /// <summary>Gives a new connection its channel.</summary>
    public static void Attach(RemotingConnection connection) => connection.UserState = new ClientChannel(connection);
}
