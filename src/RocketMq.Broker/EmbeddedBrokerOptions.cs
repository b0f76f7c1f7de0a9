using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RocketMq.Broker;

/// <summary>
/// How an <see cref="EmbeddedBroker"/> behaves. Read once by <see cref="EmbeddedBroker.StartAsync"/>; later changes have no
/// effect. Defaults are those of an Apache RocketMQ 5.3 broker unless a property says otherwise. Not thread-safe.
/// </summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>The IP address to listen on; it also goes into routes and message ids, so clients must be able to reach it.</summary>
    /// <value>An IPv4 or IPv6 address; default <c>127.0.0.1</c>. For <c>0.0.0.0</c> set <see cref="AdvertisedAddress"/> too.</value>
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>The IP address that clients are told to connect to.</summary>
    /// <value>An IPv4 or IPv6 address; default: <see cref="Bind"/>.</value>
    public string? AdvertisedAddress { get; set; }

    /// <summary>The name server's TCP port.</summary>
    /// <value>1 to 65535, or 0 (the default) for any free port. RocketMQ's habit is 9876.</value>
    public int NameServerPort { get; set; }

    /// <summary>The broker's TCP port.</summary>
    /// <value>1 to 65535, or 0 (the default) for any free port. RocketMQ's habit is 10911.</value>
    public int BrokerPort { get; set; }

    /// <summary>The broker's name in routes and message queues.</summary>
    /// <value>Default <c>broker-a</c>.</value>
    public string BrokerName { get; set; } = "broker-a";

    /// <summary>The cluster's name in routes.</summary>
    /// <value>Default <c>DefaultCluster</c>.</value>
    public string ClusterName { get; set; } = "DefaultCluster";

    /// <summary>Whether a send to an unknown topic creates it (from the route of <c>TBW102</c>).</summary>
    /// <value>Default true. When false such a send fails with TOPIC_NOT_EXIST (17).</value>
    public bool AutoCreateTopics { get; set; } = true;

    /// <summary>Whether the first mention of a consumer group creates it.</summary>
    /// <value>Default true. When false an unknown group fails with SUBSCRIPTION_GROUP_NOT_EXIST (26).</value>
    public bool AutoCreateSubscriptionGroups { get; set; } = true;

    /// <summary>The most queues that an automatically created topic gets; clients may ask for fewer, and usually ask for 4.</summary>
    /// <value>1 to 1024; default 8.</value>
    public int DefaultTopicQueueNums { get; set; } = 8;

    /// <summary>The largest message body, in bytes.</summary>
    /// <value>1 to 16,000,000; default 4 MiB. A larger one is refused with MESSAGE_ILLEGAL (13).</value>
    public int MaxMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Topics to create at the start, beside the system topics.</summary>
    /// <value>Default: none.</value>
    public IList<TopicDefinition> Topics { get; init; } = [];

    /// <summary>Whether messages can wait for any time (timerWheelEnable).</summary>
    /// <value>Default true. When false such a send is refused with SYSTEM_ERROR (1); delay levels work all the same.</value>
    public bool EnableTimers { get; set; } = true;

    /// <summary>How far off the time of a message may be (timerMaxDelaySec).</summary>
    /// <value>More than zero; default 3 days. A send with a longer delay is refused with MESSAGE_ILLEGAL (13).</value>
    public TimeSpan MaxTimerDelay { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether messages that wait for their time can be taken back (recallMessageEnable).</summary>
    /// <value>Default true, unlike a real broker. When false a recall is refused with NO_PERMISSION (16).</value>
    public bool EnableRecall { get; set; } = true;

    /// <summary>Whether consumers may filter by SQL92 expressions over message properties (enablePropertyFilter).</summary>
    /// <value>Default true, unlike a real broker. When false such subscriptions and pulls are refused with SYSTEM_ERROR (1).</value>
    public bool EnableSqlFilters { get; set; } = true;

    /// <summary>
    /// Whether offsets are reset by telling the members of the group (request 220), as brokers before 5.0 do, instead of at their next pulls
    /// (useServerSideResetOffset).
    /// </summary>
    /// <value>Default false.</value>
    public bool ResetOffsetsByClients { get; set; }

    /// <summary>Whether replies to requests are also stored in the topic <c>&lt;cluster&gt;_REPLY_TOPIC</c> (storeReplyMessageEnable).</summary>
    /// <value>Default true. They are passed on to their requester in either case.</value>
    public bool StoreReplies { get; set; } = true;

    /// <summary>How long an orderly lock lives without being renewed.</summary>
    /// <value>More than zero; default 60 s.</value>
    public TimeSpan OrderlyLockExpiry { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client stays in its groups without a heartbeat.</summary>
    /// <value>More than zero; default 120 s.</value>
    public TimeSpan ClientExpiry { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How old a half message must be before its producer group is asked about it.</summary>
    /// <value>More than zero; default 6 s. A message may ask for more with the property CHECK_IMMUNITY_TIME_IN_SECONDS.</value>
    public TimeSpan FirstTransactionCheckAfter { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How often producer groups are asked about the half messages that are still undecided.</summary>
    /// <value>More than zero; default 30 s.</value>
    public TimeSpan TransactionCheckInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many rounds ask about one half message, whether or not a producer was there to answer, before it is moved to the topic
    /// <c>TRANS_CHECK_MAX_TIME_TOPIC</c>.
    /// </summary>
    /// <value>1 or more; default 15.</value>
    public int MaxTransactionChecks { get; set; } = 15;

    /// <summary>
    /// How many bytes of records the memory store keeps. Beyond it the oldest 8 MiB go at once, and the min offsets of the queues
    /// rise, as under the retention of a real broker.
    /// </summary>
    /// <value>Default 2 GiB; at least two segments of 8 MiB are kept whatever it says.</value>
    public long MaxStoreBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>The clock of everything the broker does: long polls, delays, expiries, timestamps.</summary>
    /// <value>Default <see cref="System.TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where log lines go.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Serves TLS on both ports, beside or instead of plain text.</summary>
    /// <value>Default null: plain text.</value>
    public BrokerTlsOptions? Tls { get; set; }

    /// <summary>Demands that requests to the broker are signed by an account that may make them.</summary>
    /// <value>Default null: everybody may do everything.</value>
    public AclOptions? Acl { get; set; }
}
