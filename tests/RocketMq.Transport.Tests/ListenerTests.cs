using System.Net;
using System.Net.Sockets;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class ListenerTests
{
    private static readonly SocketConnectionFactory Sockets = new();

    [Fact]
    public async Task A_listener_serves_several_connections_and_closes_them_with_itself()
    {
        var observer = new RecordingObserver();
        RemotingListener listener = RemotingListener.Start(new RemotingListenerOptions(), Requests.Answering, observer);
        RemotingConnection one = await DialAsync(listener);
        RemotingConnection two = await DialAsync(listener);
        (await one.AskAsync(1).Within("the first answer")).ShouldAnswer(1);
        (await two.AskAsync(2).Within("the second answer")).ShouldAnswer(2);
        listener.Connections.Count.ShouldBe(2);

        await listener.DisposeAsync().Within("the listener stops");

        await one.Closed.Within("the first connection closes");
        await two.Closed.Within("the second connection closes");
        listener.Connections.ShouldBeEmpty();
        observer.Events.ShouldBe(["opened", "opened", "closed: deliberately", "closed: deliberately"]);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_with_the_port_and_what_to_do()
    {
        await using RemotingListener first = RemotingListener.Start(new RemotingListenerOptions(), Requests.Answering);
        var endPoint = (IPEndPoint)first.LocalEndPoint;

        ListenFailedException failure = Should.Throw<ListenFailedException>(() =>
            RemotingListener.Start(new RemotingListenerOptions { EndPoint = endPoint }, Requests.Answering)
        );

        failure.IsInUse.ShouldBeTrue();
        failure.EndPoint.ShouldBe(endPoint);
        failure.Message.ShouldContain($"127.0.0.1:{endPoint.Port}");
        failure.Message.ShouldContain("choose another port");
    }

    [Fact]
    public async Task The_same_port_can_be_listened_on_again_right_after_a_close_with_open_connections()
    {
        RemotingListener first = RemotingListener.Start(new RemotingListenerOptions(), Requests.Answering);
        var endPoint = (IPEndPoint)first.LocalEndPoint;
        await using RemotingConnection connection = await DialAsync(first);
        (await connection.AskAsync(1).Within("the answer")).ShouldAnswer(1);
        await first.CloseAsync(new IOException("killed")).Within("the listener stops");

        await using RemotingListener second = RemotingListener.Start(
            new RemotingListenerOptions { EndPoint = endPoint },
            Requests.Answering
        );
        await using RemotingConnection next = await DialAsync(second);

        (await next.AskAsync(2).Within("the answer")).ShouldAnswer(2);
    }

    [Fact]
    public async Task A_refused_connection_names_the_address()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        RemotingException failure = await Should.ThrowAsync<RemotingException>(
            Sockets.ConnectAsync(new RemotingEndPoint("127.0.0.1", port), TestContext.Current.CancellationToken).Within("the connect ends")
        );

        failure.Reason.ShouldBe(RemotingFailure.ConnectFailed);
        failure.Message.ShouldContain($"127.0.0.1:{port}");
    }

    [Fact]
    public void An_in_memory_address_in_use_is_reported_too()
    {
        var network = new InMemoryNetwork();
        network.Listen(new RemotingEndPoint("broker", 10911));

        Should.Throw<ListenFailedException>(() => network.Listen(new RemotingEndPoint("broker", 10911))).IsInUse.ShouldBeTrue();
    }

    [Fact]
    public async Task Cutting_an_in_memory_address_breaks_its_connections_and_leaves_the_listener()
    {
        var network = new InMemoryNetwork();
        var endPoint = new RemotingEndPoint("broker", 10911);
        await using RemotingListener listener = RemotingListener.Start(
            network.Listen(endPoint),
            new RemotingListenerOptions(),
            new DelegateProcessor(context => context.Detach())
        );
        RemotingConnection connection = await DialAsync(network.ConnectionFactory, endPoint);
        Task<RemotingResponse> pending = connection.AskAsync(1);

        network.Cut(endPoint).ShouldBe(1);

        (await pending.Failure()).Reason.ShouldBe(RemotingFailure.ConnectionClosed);
        await using RemotingConnection next = await DialAsync(network.ConnectionFactory, endPoint);
        next.IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1:10911", "127.0.0.1", 10911)]
    [InlineData(" localhost:9876 ", "localhost", 9876)]
    [InlineData("[::1]:9876", "::1", 9876)]
    [InlineData("broker.example:0", "broker.example", 0)]
    public void Addresses_are_parsed_and_written_alike(string text, string host, int port)
    {
        RemotingEndPoint.TryParse(text, out RemotingEndPoint endPoint).ShouldBeTrue();

        endPoint.ShouldBe(new RemotingEndPoint(host, port));
        endPoint.ToString().ShouldBe(text.Trim());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData(":9876")]
    [InlineData("localhost:")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:-1")]
    [InlineData("localhost: 1")]
    [InlineData("::1:9876")]
    [InlineData("[::1:9876")]
    [InlineData("[]:9876")]
    [InlineData("[[::1]]:9876")]
    [InlineData("http://localhost:9876")]
    public void What_is_no_address_is_refused(string? text)
    {
        RemotingEndPoint.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => RemotingEndPoint.Parse(text!)).Message.ShouldContain("host:port");
    }

    private static Task<RemotingConnection> DialAsync(RemotingListener listener)
    {
        var endPoint = (IPEndPoint)listener.LocalEndPoint;
        return DialAsync(Sockets, new RemotingEndPoint(endPoint.Address.ToString(), endPoint.Port));
    }

    private static async Task<RemotingConnection> DialAsync(IConnectionFactory factory, RemotingEndPoint endPoint)
    {
        var connection = new RemotingConnection(
            await factory.ConnectAsync(endPoint, TestContext.Current.CancellationToken).Within("the connect")
        );
        connection.Start();
        return connection;
    }
}
