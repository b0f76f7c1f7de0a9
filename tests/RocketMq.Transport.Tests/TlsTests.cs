using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RocketMq.Transport.Tests.Kit;

namespace RocketMq.Transport.Tests;

public sealed class TlsTests : IDisposable
{
    private static readonly RemotingEndPoint Broker = new("broker.example", 10911);

    private readonly InMemoryNetwork _network = new();
    private readonly X509Certificate2 _certificate = CreateCertificate("broker.example");

    [Fact]
    public async Task A_trusted_server_with_the_right_name_is_spoken_to()
    {
        await using RemotingListener listener = Listen();
        await using RemotingConnection connection = await DialAsync(new() { TrustedAuthorities = [_certificate] });

        Task<RemotingResponse>[] requests =
        [
            .. Enumerable.Range(0, 100).Select(queueId => connection.AskAsync(queueId, new byte[queueId * 500])),
        ];

        for (int queueId = 0; queueId < requests.Length; queueId++)
            (await requests[queueId].Within("the answer")).ShouldAnswer(queueId, new byte[queueId * 500]);
    }

    [Fact]
    public async Task It_works_over_sockets_too()
    {
        await using RemotingListener listener = RemotingListener.Start(
            new RemotingListenerOptions { Tls = new TlsServerOptions { Certificate = _certificate } },
            Requests.Answering
        );
        var factory = new TlsConnectionFactory(
            new SocketConnectionFactory(),
            new TlsClientOptions { TrustedAuthorities = [_certificate], TargetHost = "broker.example" }
        );
        var endPoint = (IPEndPoint)listener.LocalEndPoint;
        await using RemotingConnection connection = await OpenAsync(factory, new RemotingEndPoint("127.0.0.1", endPoint.Port));

        (await connection.AskAsync(1, new byte[100_000]).Within("the answer")).ShouldAnswer(1, new byte[100_000]);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using RemotingListener listener = Listen();

        RemotingException failure = await Should.ThrowAsync<RemotingException>(
            DialAsync(new() { TrustedAuthorities = [_certificate], TargetHost = "other.example" })
        );

        failure.Reason.ShouldBe(RemotingFailure.TlsFailed);
        failure.Message.ShouldContain("not issued for 'other.example'");
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused()
    {
        await using RemotingListener listener = Listen();

        RemotingException failure = await Should.ThrowAsync<RemotingException>(DialAsync(new()));

        failure.Reason.ShouldBe(RemotingFailure.TlsFailed);
        failure.Message.ShouldContain("not trusted");
        failure.Message.ShouldContain(Broker.ToString());
    }

    [Fact]
    public async Task Any_certificate_is_accepted_on_request()
    {
        await using RemotingListener listener = Listen();

        await using RemotingConnection connection = await DialAsync(
            new() { AcceptAnyServerCertificate = true, TargetHost = "other.example" }
        );

        (await connection.AskAsync(1).Within("the answer")).ShouldAnswer(1);
    }

    [Fact]
    public async Task A_peer_that_speaks_plain_text_is_refused_and_the_listener_goes_on()
    {
        var logger = new RecordingLogger();
        await using RemotingListener listener = Listen(logger);
        RemotingConnection plain = await OpenAsync(_network.ConnectionFactory, Broker);
        await plain.AskAsync(1).Failure();
        await plain.Closed.Within("the plain connection closes");

        await using RemotingConnection connection = await DialAsync(new() { TrustedAuthorities = [_certificate] });

        (await connection.AskAsync(1).Within("the answer")).ShouldAnswer(1);
        // The listener writes it on its own time, perhaps after the peer saw its connection end.
        await logger.WaitForAsync("plain text");
    }

    [Fact]
    public async Task A_listener_that_allows_plain_text_serves_both()
    {
        await using RemotingListener listener = Listen(allowPlainText: true);
        await using RemotingConnection plain = await OpenAsync(_network.ConnectionFactory, Broker);
        await using RemotingConnection sealedOne = await DialAsync(new() { TrustedAuthorities = [_certificate] });

        (await plain.AskAsync(1).Within("the plain answer")).ShouldAnswer(1);
        (await sealedOne.AskAsync(2, new byte[100_000]).Within("the sealed answer")).ShouldAnswer(2, new byte[100_000]);
    }

    [Fact]
    public async Task A_peer_that_leaves_without_a_word_does_not_hold_the_listener_up()
    {
        await using RemotingListener listener = Listen(allowPlainText: true);
        IDuplexTransport silent = await _network
            .ConnectionFactory.ConnectAsync(Broker, TestContext.Current.CancellationToken)
            .Within("the silent connection");
        await silent.DisposeAsync();
        await using RemotingConnection plain = await OpenAsync(_network.ConnectionFactory, Broker);

        (await plain.AskAsync(1).Within("the answer")).ShouldAnswer(1);
    }

    [Fact]
    public void A_server_certificate_without_its_key_is_refused_at_the_start()
    {
        using X509Certificate2 withoutKey = X509CertificateLoader.LoadCertificate(_certificate.Export(X509ContentType.Cert));

        Should
            .Throw<ArgumentException>(() =>
                RemotingListener.Start(
                    new RemotingListenerOptions { Tls = new TlsServerOptions { Certificate = withoutKey } },
                    Requests.Answering
                )
            )
            .Message.ShouldContain("no private key");
    }

    public void Dispose() => _certificate.Dispose();

    private static X509Certificate2 CreateCertificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static async Task<RemotingConnection> OpenAsync(IConnectionFactory factory, RemotingEndPoint endPoint)
    {
        IDuplexTransport transport = await factory
            .ConnectAsync(endPoint, TestContext.Current.CancellationToken)
            .Within("the handshake ends");
        var connection = new RemotingConnection(transport);
        connection.Start();
        return connection;
    }

    private RemotingListener Listen(RecordingLogger? logger = null, bool allowPlainText = false) =>
        RemotingListener.Start(
            _network.Listen(Broker),
            new RemotingListenerOptions
            {
                Tls = new TlsServerOptions { Certificate = _certificate, AllowPlainText = allowPlainText },
                Connection = logger is null ? new() : new() { Logger = logger },
            },
            Requests.Answering
        );

    private Task<RemotingConnection> DialAsync(TlsClientOptions options) =>
        OpenAsync(new TlsConnectionFactory(_network.ConnectionFactory, options), Broker);
}
