using System.Net;
using System.Net.Sockets;

namespace RocketMq.Transport.Tests.Kit;

/// <summary>Two started connections that talk to each other.</summary>
internal sealed class ConnectedPair : IAsyncDisposable
{
    private ConnectedPair(RemotingConnection client, RemotingConnection server)
    {
        Client = client;
        Server = server;
        server.Start();
        client.Start();
    }

    public RemotingConnection Client { get; }

    public RemotingConnection Server { get; }

    public static ConnectedPair InMemory(
        IRequestProcessor? server = null,
        IRequestProcessor? client = null,
        RemotingConnectionOptions? options = null,
        RemotingConnectionOptions? serverOptions = null
    )
    {
        (IDuplexTransport left, IDuplexTransport right) = InMemoryNetwork.CreatePair();
        return new ConnectedPair(
            new RemotingConnection(left, options, client),
            new RemotingConnection(right, serverOptions ?? options, server ?? Requests.Answering)
        );
    }

    public static async Task<ConnectedPair> OverTcpAsync(IRequestProcessor? server = null, RemotingConnectionOptions? options = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endPoint = (IPEndPoint)listener.LocalEndpoint;
        Task<Socket> accepting = listener.AcceptSocketAsync();
        IDuplexTransport dialled = await new SocketConnectionFactory().ConnectAsync(new RemotingEndPoint("127.0.0.1", endPoint.Port));
        var accepted = new Dialing.SocketTransport(await accepting.Within("the listener accepts"));
        return new ConnectedPair(
            new RemotingConnection(dialled, options),
            new RemotingConnection(accepted, options, server ?? Requests.Answering)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().Within("the client's connection closes");
        await Server.DisposeAsync().Within("the server's connection closes");
    }
}
