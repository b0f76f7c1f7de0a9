using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Security;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker;

/// <summary>The options as they were at the start, checked and typed.</summary>
internal sealed record BrokerSettings
{
    private const int LargestMessageSize = 16_000_000;
    private const int MostQueues = 1024;

    public required IPAddress Bind { get; init; }

    public required IPAddress Advertised { get; init; }

    public required int NameServerPort { get; init; }

    public required int BrokerPort { get; init; }

    public required string BrokerName { get; init; }

    public required string ClusterName { get; init; }

    public required bool AutoCreateTopics { get; init; }

    public required bool AutoCreateSubscriptionGroups { get; init; }

    public required int DefaultTopicQueueNums { get; init; }

    public required int MaxMessageSize { get; init; }

    public required IReadOnlyList<TopicDefinition> Topics { get; init; }

    public required bool EnableTimers { get; init; }

    public required TimeSpan MaxTimerDelay { get; init; }

    public required bool EnableRecall { get; init; }

    public required bool StoreReplies { get; init; }

    public required bool EnableSqlFilters { get; init; }
    public required bool ResetOffsetsByClients { get; init; }

    public required TimeSpan OrderlyLockExpiry { get; init; }

    public required TimeSpan ClientExpiry { get; init; }

    public required TimeSpan FirstTransactionCheckAfter { get; init; }

    public required TimeSpan TransactionCheckInterval { get; init; }

    public required int MaxTransactionChecks { get; init; }

    public required long MaxStoreBytes { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TlsServerOptions? Tls { get; init; }

    public required AccessControl? Access { get; init; }

    /// <exception cref="ArgumentException">An option has a value that cannot work.</exception>
    public static BrokerSettings From(EmbeddedBrokerOptions options)
    {
        var bind = ParseAddress(options.Bind, nameof(options.Bind));
        var advertised = options.AdvertisedAddress is { } address ? ParseAddress(address, nameof(options.AdvertisedAddress)) : bind;
        if (advertised.Equals(IPAddress.Any) || advertised.Equals(IPAddress.IPv6Any))
            throw Mistake(
                $"Clients cannot connect to {advertised}; set {nameof(options.AdvertisedAddress)} to an address of this machine."
            );
        Require(options.NameServerPort is >= 0 and <= IPEndPoint.MaxPort, nameof(options.NameServerPort), "0 to 65535");
        Require(options.BrokerPort is >= 0 and <= IPEndPoint.MaxPort, nameof(options.BrokerPort), "0 to 65535");
        Require(
            options.NameServerPort == 0 || options.NameServerPort != options.BrokerPort,
            nameof(options.BrokerPort),
            $"another port than {nameof(options.NameServerPort)}"
        );
        Require(!string.IsNullOrWhiteSpace(options.BrokerName), nameof(options.BrokerName), "a name");
        Require(!string.IsNullOrWhiteSpace(options.ClusterName), nameof(options.ClusterName), "a name");
        Require(options.DefaultTopicQueueNums is >= 1 and <= MostQueues, nameof(options.DefaultTopicQueueNums), $"1 to {MostQueues}");
        Require(
            options.MaxMessageSize is >= 1 and <= LargestMessageSize,
            nameof(options.MaxMessageSize),
            $"1 to {LargestMessageSize} bytes"
        );
        CheckLimits(options);
        foreach (var topic in options.Topics)
            Check(topic);
        return new BrokerSettings
        {
            Bind = bind,
            Advertised = advertised,
            NameServerPort = options.NameServerPort,
            BrokerPort = options.BrokerPort,
            BrokerName = options.BrokerName,
            ClusterName = options.ClusterName,
            AutoCreateTopics = options.AutoCreateTopics,
            AutoCreateSubscriptionGroups = options.AutoCreateSubscriptionGroups,
            DefaultTopicQueueNums = options.DefaultTopicQueueNums,
            MaxMessageSize = options.MaxMessageSize,
            Topics = [.. options.Topics],
            EnableTimers = options.EnableTimers,
            MaxTimerDelay = options.MaxTimerDelay,
            EnableRecall = options.EnableRecall,
            StoreReplies = options.StoreReplies,
            EnableSqlFilters = options.EnableSqlFilters,
            ResetOffsetsByClients = options.ResetOffsetsByClients,
            OrderlyLockExpiry = options.OrderlyLockExpiry,
            ClientExpiry = options.ClientExpiry,
            FirstTransactionCheckAfter = options.FirstTransactionCheckAfter,
            TransactionCheckInterval = options.TransactionCheckInterval,
            MaxTransactionChecks = options.MaxTransactionChecks,
            MaxStoreBytes = options.MaxStoreBytes,
            Time = options.TimeProvider,
            Loggers = options.LoggerFactory,
            Tls = TlsFrom(options.Tls),
            Access = options.Acl is { } acl ? new AccessControl(acl, options.ClusterName) : null,
        };
    }

    private static void CheckLimits(EmbeddedBrokerOptions options)
    {
        Require(options.MaxTimerDelay > TimeSpan.Zero, nameof(options.MaxTimerDelay), "more than zero");
        Require(options.OrderlyLockExpiry > TimeSpan.Zero, nameof(options.OrderlyLockExpiry), "more than zero");
        Require(options.ClientExpiry > TimeSpan.Zero, nameof(options.ClientExpiry), "more than zero");
        Require(options.FirstTransactionCheckAfter > TimeSpan.Zero, nameof(options.FirstTransactionCheckAfter), "more than zero");
        Require(options.TransactionCheckInterval > TimeSpan.Zero, nameof(options.TransactionCheckInterval), "more than zero");
        Require(options.MaxTransactionChecks >= 1, nameof(options.MaxTransactionChecks), "1 or more");
        Require(options.MaxStoreBytes > 0, nameof(options.MaxStoreBytes), "more than 0 bytes");
    }

    private static TlsServerOptions? TlsFrom(BrokerTlsOptions? tls)
    {
        if (tls is null || tls.Mode == BrokerTlsMode.Disabled)
            return null;
        Require(Enum.IsDefined(tls.Mode), $"{nameof(EmbeddedBrokerOptions.Tls)}.{nameof(tls.Mode)}", "Disabled, Permissive or Enforcing");
        Require(
            tls.Certificate?.HasPrivateKey == true,
            $"{nameof(EmbeddedBrokerOptions.Tls)}.{nameof(tls.Certificate)}",
            "a certificate with its private key"
        );
        return new TlsServerOptions
        {
            Certificate = tls.Certificate!,
            AllowPlainText = tls.Mode == BrokerTlsMode.Permissive,
            RequireClientCertificate = tls.RequireClientCertificate,
            TrustedClientAuthorities = tls.TrustedClientAuthorities,
        };
    }

    /// <summary>A mistake in the options of <see cref="EmbeddedBroker.StartAsync"/>, whichever type finds it.</summary>
    public static ArgumentException Mistake(string message, string paramName = "options") => new(message, paramName);

    private static void Check(TopicDefinition topic)
    {
        if (!TopicRules.IsValidTopic(topic.Name, out var reason))
            throw Mistake($"{nameof(EmbeddedBrokerOptions.Topics)} holds a topic that cannot be: {reason}");
        if (TopicRules.IsSystemTopic(topic.Name))
            throw Mistake($"{nameof(EmbeddedBrokerOptions.Topics)} holds '{topic.Name}', which the broker makes itself; leave it out.");
        var option = $"{nameof(EmbeddedBrokerOptions.Topics)}['{topic.Name}']";
        Require(topic.WriteQueues is >= 1 and <= MostQueues, $"{option}.{nameof(topic.WriteQueues)}", $"1 to {MostQueues}");
        Require(topic.ReadQueues is null or (>= 1 and <= MostQueues), $"{option}.{nameof(topic.ReadQueues)}", $"1 to {MostQueues}");
    }

    private static IPAddress ParseAddress(string text, string option) =>
        IPAddress.TryParse(text, out var address)
            ? address
            : throw Mistake($"{option} is '{text}', which is no IP address; use one such as 127.0.0.1 or ::1.");

    private static void Require(bool holds, string option, string allowed)
    {
        if (!holds)
            throw Mistake($"{option} has a value outside of what works; allowed: {allowed}.");
    }
}
