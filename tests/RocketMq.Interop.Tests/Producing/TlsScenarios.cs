using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RocketMq.Broker;
using RocketMq.Transport;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>
/// Producers and consumers with and without TLS on one server that takes both (P36 to P38). A real cluster may show a certificate that it made
/// for itself, so any is accepted here; what is checked otherwise is tested elsewhere.
/// </summary>
public sealed class TlsScenarios : IDisposable
{
    private readonly X509Certificate2 _certificate = CreateCertificate();

    [Theory, OnEachCluster]
    public Task P36_producer_and_consumer_over_TLS(ClusterKind kind) =>
        SendAndReceiveAsync(kind, sendsOverTls: true, receivesOverTls: true);

    [Theory, OnEachCluster]
    public Task P37_a_plain_producer_and_a_consumer_over_TLS(ClusterKind kind) =>
        SendAndReceiveAsync(kind, sendsOverTls: false, receivesOverTls: true);

    [Theory, OnEachCluster]
    public Task P38_a_producer_over_TLS_and_a_plain_consumer(ClusterKind kind) =>
        SendAndReceiveAsync(kind, sendsOverTls: true, receivesOverTls: false);

    public void Dispose() => _certificate.Dispose();

    private async Task SendAndReceiveAsync(ClusterKind kind, bool sendsOverTls, bool receivesOverTls)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(
            kind,
            options => options.Tls = new BrokerTlsOptions { Certificate = _certificate, Mode = BrokerTlsMode.Permissive }
        );
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync, client: Connect(cluster, receivesOverTls));
        Producer producer = cluster.CreateProducer(Connect(cluster, sendsOverTls));

        string[] bodies = [.. Enumerable.Range(0, 20).Select(number => $"sealed {number}")];
        foreach (string body in bodies)
            await producer.SendAsync(cluster.Text(body), ScenarioCluster.Cancellation).Within("a send");

        await mailbox.Reaching(bodies.Length).Within("all messages");
        mailbox.Bodies.ShouldBe(bodies, ignoreOrder: true);
    }

    private static RocketMqClient Connect(ScenarioCluster cluster, bool tls) =>
        cluster.CreateClient(options => options.Tls = tls ? new TlsClientOptions { AcceptAnyServerCertificate = true } : null);

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=embedded broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
