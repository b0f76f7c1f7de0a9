using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class TlsTests
{
    [Fact]
    public async Task With_a_certificate_both_ports_speak_TLS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=embedded broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Tls = new BrokerTlsOptions { Certificate = certificate } },
            TestContext.Current.CancellationToken
        );

        await using var client = await TestClient.ConnectAsync(broker.BrokerAddress, tls: true);
        await using var nameServer = await TestClient.ConnectAsync(broker.NameServerAddress, tls: true);

        (await client.SendAsync("orders", "sealed")).Code.ShouldBe(ResponseCode.Success);
        (await nameServer.AskAsync(new GetRouteInfoRequestHeader { Topic = "orders" })).Code.ShouldBe(ResponseCode.Success);
    }
}
