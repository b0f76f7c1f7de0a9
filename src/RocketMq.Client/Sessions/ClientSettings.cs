using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Security;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>The checked and immutable copy of <see cref="RocketMqClientOptions"/>.</summary>
internal sealed class ClientSettings
{
    private const string DefaultInstanceName = "DEFAULT";

    private static int _instances;

    public required IReadOnlyList<RemotingEndPoint> NameServers { get; init; }
    public required IPAddress ClientAddress { get; init; }
    public required string ClientId { get; init; }

    /// <summary>The user's name for this client; the Java client's default where there is none, which stays the same over restarts.</summary>
    public required string InstanceName { get; init; }
    public required TimeSpan RouteRefreshInterval { get; init; }
    public required TimeSpan HeartbeatInterval { get; init; }
    public required TimeSpan OffsetCommitInterval { get; init; }
    public required TimeSpan RequestTimeout { get; init; }
    public required HeaderFormat HeaderFormat { get; init; }
    public required int MaxInFlightRequests { get; init; }
    public required IConnectionFactory ConnectionFactory { get; init; }
    public required IRequestSigner? Signer { get; init; }
    public required ResourceNames Names { get; init; }
    public required TraceOptions? Trace { get; init; }
    public required IReadOnlyList<ISendHook> SendHooks { get; init; }
    public required IReadOnlyList<ICheckForbiddenHook> CheckForbiddenHooks { get; init; }
    public required IReadOnlyList<IEndTransactionHook> EndTransactionHooks { get; init; }
    public required IReadOnlyList<IConsumeHook> ConsumeHooks { get; init; }
    public required IReadOnlyList<IFilterMessageHook> FilterMessageHooks { get; init; }
    public required ReadOnlyMemory<ExtraField> RequestFields { get; init; }
    public required TimeProvider TimeProvider { get; init; }
    public required ILoggerFactory LoggerFactory { get; init; }

    public static ClientSettings From(RocketMqClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentNullException.ThrowIfNull(options.LoggerFactory);
        RequirePositive(options.RouteRefreshInterval, nameof(options.RouteRefreshInterval));
        RequirePositive(options.HeartbeatInterval, nameof(options.HeartbeatInterval));
        RequirePositive(options.OffsetCommitInterval, nameof(options.OffsetCommitInterval));
        RequirePositive(options.RequestTimeout, nameof(options.RequestTimeout));
        if (options.MaxInFlightRequests is < 1 or > 65_536)
            throw new ArgumentException(
                $"RocketMqClientOptions.MaxInFlightRequests is {options.MaxInFlightRequests}; it must be 1 to 65,536.",
                nameof(options)
            );
        IPAddress address = options.ClientAddress ?? LocalAddress.Find();
        return new ClientSettings
        {
            NameServers = ParseNameServers(options.NameServers),
            ClientAddress = address,
            ClientId = BuildClientId(address, options.InstanceName),
            InstanceName = string.IsNullOrWhiteSpace(options.InstanceName) ? DefaultInstanceName : options.InstanceName,
            RouteRefreshInterval = options.RouteRefreshInterval,
            HeartbeatInterval = options.HeartbeatInterval,
            OffsetCommitInterval = options.OffsetCommitInterval,
            RequestTimeout = options.RequestTimeout,
            HeaderFormat = options.HeaderFormat,
            MaxInFlightRequests = options.MaxInFlightRequests,
            ConnectionFactory = CreateConnectionFactory(options),
            Names = CreateNames(options),
            Trace = options.Trace?.CheckedCopy(),
            SendHooks = [.. options.SendHooks],
            CheckForbiddenHooks = [.. options.CheckForbiddenHooks],
            EndTransactionHooks = [.. options.EndTransactionHooks],
            ConsumeHooks = [.. options.ConsumeHooks],
            FilterMessageHooks = [.. options.FilterMessageHooks],
            RequestFields = options.NamespaceV2 is { Length: > 0 } name
                ? new ExtraField[]
                {
                    new(Utf8Text.Encode("nsd"), Utf8Text.Encode("true")),
                    new(Utf8Text.Encode("ns"), Utf8Text.Encode(name)),
                }
                : default,
            Signer = options.Credentials is { } credentials ? new CredentialsSigner(credentials) : null,
            TimeProvider = options.TimeProvider,
            LoggerFactory = GuardedLoggerFactory.Guard(options.LoggerFactory),
        };
    }

    private static ResourceNames CreateNames(RocketMqClientOptions options)
    {
        if (string.IsNullOrEmpty(options.Namespace))
            return ResourceNames.Plain;
        if (!string.IsNullOrEmpty(options.NamespaceV2))
            throw new ArgumentException(
                "RocketMqClientOptions.Namespace and NamespaceV2 are both set; use NamespaceV2 where the servers know namespaces, else Namespace.",
                nameof(options)
            );
        if (!TopicRules.IsValidTopic(options.Namespace, out string? reason) || options.Namespace.Contains('%', StringComparison.Ordinal))
            throw new ArgumentException(
                $"RocketMqClientOptions.Namespace '{options.Namespace}' is not usable: {reason ?? "'%' separates it from names."}",
                nameof(options)
            );
        return new ResourceNames(options.Namespace);
    }

    private static IConnectionFactory CreateConnectionFactory(RocketMqClientOptions options)
    {
        IConnectionFactory plain = options.ConnectionFactory ?? new SocketConnectionFactory();
        return options.Tls is { } tls ? new TlsConnectionFactory(plain, tls, options.TimeProvider) : plain;
    }

    private static void RequirePositive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
            throw new ArgumentException($"RocketMqClientOptions.{name} is {value}; it must be positive.", nameof(name));
    }

    private static RemotingEndPoint[] ParseNameServers(IList<string>? entries)
    {
        List<RemotingEndPoint> servers = [];
        foreach (string entry in entries ?? [])
        foreach (string text in entry.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!RemotingEndPoint.TryParse(text, out RemotingEndPoint server))
                throw new ArgumentException(
                    $"RocketMqClientOptions.NameServers holds '{text}', which is not host:port (for example 10.0.0.1:9876).",
                    nameof(entries)
                );
            if (!servers.Contains(server))
                servers.Add(server);
        }
        if (servers.Count == 0)
            throw new ArgumentException(
                "RocketMqClientOptions.NameServers is empty; name at least one name server as host:port (for example 127.0.0.1:9876).",
                nameof(entries)
            );
        return [.. servers];
    }

    // Java's form is address@pid#nanoTime; a counter cannot collide within the process as two clock readings can.
    private static string BuildClientId(IPAddress address, string? instanceName)
    {
        string instance = string.IsNullOrWhiteSpace(instanceName)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessId}#{Interlocked.Increment(ref _instances)}{Random.Shared.Next():x8}"
            )
            : instanceName;
        return $"{FormatAddress(address)}@{instance}";
    }

    private static string FormatAddress(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
