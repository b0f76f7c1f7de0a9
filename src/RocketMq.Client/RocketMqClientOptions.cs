using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>How a client reaches its cluster. Read once, when the client is created.</summary>
public sealed class RocketMqClientOptions
{
    /// <summary>The name servers, each <c>host:port</c> (an IPv6 address in brackets); an entry may hold several, separated by ';'.</summary>
    /// <value>Empty by default; at least one is required.</value>
    public IList<string> NameServers { get; set; } = [];

    /// <summary>Tells this client apart from others on the same host; part of the client id.</summary>
    /// <value>null by default: the process id and a number that is unique in the process.</value>
    public string? InstanceName { get; set; }

    /// <summary>The address that the client id and the message ids carry.</summary>
    /// <value>null by default: the first usable address of the host, as the Java client chooses it.</value>
    public IPAddress? ClientAddress { get; set; }

    /// <summary>How often the routes of all topics in use are fetched again.</summary>
    /// <value>30 seconds by default; must be positive.</value>
    public TimeSpan RouteRefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often every broker hears from this client. Brokers forget a client after 120 seconds of silence.</summary>
    /// <value>30 seconds by default; must be positive.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often consumers write their positions to the brokers.</summary>
    /// <value>5 seconds by default; must be positive.</value>
    public TimeSpan OffsetCommitInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for one request that is not a send or a pull: routes, heartbeats, group members.</summary>
    /// <value>3 seconds by default; must be positive. All name servers together share it.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The header format of requests. Answers are understood in both.</summary>
    /// <value><see cref="HeaderFormat.Binary"/> by default; brokers since 3.5 understand it.</value>
    public HeaderFormat HeaderFormat { get; set; } = HeaderFormat.Binary;

    /// <summary>How many requests may await their answer on one connection; further ones wait in line.</summary>
    /// <value>4,096 by default; 1 to 65,536.</value>
    public int MaxInFlightRequests { get; set; } = 4096;

    /// <summary>Signs every request, for clusters with access control: <see cref="AclCredentials"/>, or a provider of changing ones.</summary>
    /// <value>null by default: requests are not signed.</value>
    public ICredentialsProvider? Credentials { get; set; }

    /// <summary>Encrypts all connections, to name servers and brokers, and checks the servers' certificates.</summary>
    /// <value>null by default: plain text. <c>new TlsClientOptions()</c> trusts the authorities that the system trusts.</value>
    public TlsClientOptions? Tls { get; set; }

    /// <summary>
    /// The namespace that topics and groups of this client lie in, as a part of their names on the wire: <c>orders</c> in <c>shop</c> becomes
    /// <c>shop%orders</c>, for brokers of any version. Programs only ever see <c>orders</c>.
    /// </summary>
    /// <value>null by default: none. 1 or more of <c>| a-z A-Z 0-9 _ -</c>; not together with <see cref="NamespaceV2"/>.</value>
    public string? Namespace { get; set; }

    /// <summary>The namespace that every request names in a field of its own, for servers that know namespaces. Names stay as they are.</summary>
    /// <value>null by default: none.</value>
    public string? NamespaceV2 { get; set; }

    /// <summary>Records every send and every handled message in RocketMQ's own message trace.</summary>
    /// <value>null by default: no trace. <c>new TraceOptions()</c> uses the brokers' own trace topic.</value>
    public TraceOptions? Trace { get; set; }

    /// <summary>Told of every send of the client's producers, in this order.</summary>
    /// <value>Empty by default.</value>
    public IList<ISendHook> SendHooks { get; init; } = [];

    /// <summary>Asked before every send of the client's producers whether it may go.</summary>
    /// <value>Empty by default.</value>
    public IList<ICheckForbiddenHook> CheckForbiddenHooks { get; init; } = [];

    /// <summary>Told of every transaction's decision.</summary>
    /// <value>Empty by default.</value>
    public IList<IEndTransactionHook> EndTransactionHooks { get; init; } = [];

    /// <summary>Told of every handler call of the client's consumers, in this order.</summary>
    /// <value>Empty by default.</value>
    public IList<IConsumeHook> ConsumeHooks { get; init; } = [];

    /// <summary>Asked of every pulled message whether it is wanted.</summary>
    /// <value>Empty by default.</value>
    public IList<IFilterMessageHook> FilterMessageHooks { get; init; } = [];

    /// <summary>How connections are made: sockets, or in memory. <see cref="Tls"/> goes over them.</summary>
    /// <value>null by default: TCP sockets.</value>
    public IConnectionFactory? ConnectionFactory { get; set; }

    /// <summary>The clock.</summary>
    /// <value><see cref="System.TimeProvider.System"/> by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Where the client logs. What a logger throws does not reach the client's work: it is raised as
    /// <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    /// <value>Nowhere by default.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;
}
