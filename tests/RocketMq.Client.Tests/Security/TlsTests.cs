using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RocketMq.Broker;
using RocketMq.Transport;

namespace RocketMq.Tests.Security;

/// <summary>Clients over TLS and plain text on one broker: P36, P37 and P38 of the scenario list, and what must not work.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = CreateCertificate("CN=embedded broker", IPAddress.Loopback);
    private readonly X509Certificate2 _clientCertificate = CreateCertificate("CN=seller", null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task On_a_permissive_broker_producers_and_consumers_choose_for_themselves(bool producerTls, bool consumerTls)
    {
        await using EmbeddedBroker broker = await StartAsync(BrokerTlsMode.Permissive);
        await using RocketMqClient sending = Connect(broker, producerTls ? Trusting() : null);
        await using RocketMqClient receiving = Connect(broker, consumerTls ? Trusting() : null);
        await using Producer producer = sending.CreateProducer(new() { SendTimeout = Waiting.Limit });
        TaskCompletionSource<ReceivedMessage> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer consumer = receiving.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        SendReceipt receipt = await producer.SendAsync(new Message("orders", new byte[100_000]), Cancellation).Within("the send");

        (await received.Task.Within("the message")).MessageId.ShouldBe(receipt.MessageId);
    }

    [Fact]
    public async Task An_enforcing_broker_takes_no_plain_text()
    {
        await using EmbeddedBroker broker = await StartAsync(BrokerTlsMode.Enforcing);
        await using RocketMqClient plain = Connect(broker, null);
        await Should.ThrowAsync<RocketMqException>(() => plain.ConnectAsync(Cancellation).Within("the plain client"));
        await using RocketMqClient client = Connect(broker, Trusting());
        await client.ConnectAsync(Cancellation).Within("the client over TLS");
    }

    [Fact]
    public async Task A_broker_with_TLS_disabled_refuses_it()
    {
        await using EmbeddedBroker broker = await StartAsync(BrokerTlsMode.Disabled);
        await using RocketMqClient client = Connect(broker, Trusting());
        await Should.ThrowAsync<RocketMqException>(() => client.ConnectAsync(Cancellation).Within("the client over TLS"));
        await using RocketMqClient plain = Connect(broker, null);
        await plain.ConnectAsync(Cancellation).Within("the plain client");
    }

    [Fact]
    public async Task An_untrusted_certificate_is_an_error_that_says_what_to_do()
    {
        await using EmbeddedBroker broker = await StartAsync(BrokerTlsMode.Permissive);
        await using RocketMqClient client = Connect(broker, new TlsClientOptions());
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            client.ConnectAsync(Cancellation).Within("the client that does not trust")
        );
        error.Message.ShouldContain("not trusted here");
        error.Message.ShouldContain("TrustedAuthorities");

        await using RocketMqClient careless = Connect(broker, new TlsClientOptions { AcceptAnyServerCertificate = true });
        await careless.ConnectAsync(Cancellation).Within("the client that accepts any certificate");
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_an_error()
    {
        await using EmbeddedBroker broker = await StartAsync(BrokerTlsMode.Permissive);
        await using RocketMqClient client = Connect(broker, Trusting() with { TargetHost = "other.example" });
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            client.ConnectAsync(Cancellation).Within("the client that expects another host")
        );
        error.Message.ShouldContain("not issued for 'other.example'");
    }

    [Fact]
    public async Task A_broker_may_ask_for_client_certificates()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(
            new()
            {
                Tls = new BrokerTlsOptions
                {
                    Certificate = _certificate,
                    Mode = BrokerTlsMode.Enforcing,
                    RequireClientCertificate = true,
                    TrustedClientAuthorities = [_clientCertificate],
                },
            },
            Cancellation
        );
        await using RocketMqClient known = Connect(broker, Trusting() with { ClientCertificates = [_clientCertificate] });
        await known.ConnectAsync(Cancellation).Within("the client with a certificate");
        await using RocketMqClient unknown = Connect(broker, Trusting());
        await Should.ThrowAsync<RocketMqException>(() => unknown.ConnectAsync(Cancellation).Within("the client without"));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _clientCertificate.Dispose();
    }

    private static X509Certificate2 CreateCertificate(string subject, IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        if (address is not null)
            names.AddIpAddress(address);
        else
            names.AddDnsName("seller.example");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static RocketMqClient Connect(EmbeddedBroker broker, TlsClientOptions? tls) =>
        new(
            new()
            {
                NameServers = [broker.NameServerAddress],
                Tls = tls,
                RequestTimeout = Waiting.Limit,
            }
        );

    private TlsClientOptions Trusting() => new() { TrustedAuthorities = [_certificate] };

    private ValueTask<EmbeddedBroker> StartAsync(BrokerTlsMode mode) =>
        EmbeddedBroker.StartAsync(
            new()
            {
                Tls = new BrokerTlsOptions { Certificate = _certificate, Mode = mode },
            },
            Cancellation
        );
}
