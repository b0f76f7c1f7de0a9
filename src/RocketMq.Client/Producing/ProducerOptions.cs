using RocketMq.Protocol;

namespace RocketMq;

/// <summary>How a producer sends. Read once, when the producer is created.</summary>
public sealed class ProducerOptions
{
    /// <summary>The producer group: 1 to 255 of <c>% | a-z A-Z 0-9 _ -</c>. One producer a group in one client.</summary>
    /// <value><c>rocketmq-typed-producer</c> by default.</value>
    public string Group { get; set; } = "rocketmq-typed-producer";

    /// <summary>The time that a whole send may take, with route look-up, connecting and all retries.</summary>
    /// <value>3 seconds by default; positive, at most 24 days.</value>
    /// <remarks>While another attempt is left and could go elsewhere, one attempt gets at most half of what remains.</remarks>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The time that one attempt may take at most while another one is left.</summary>
    /// <value>null by default: only the rule of <see cref="SendTimeout"/> limits an attempt; otherwise positive.</value>
    /// <remarks>With it, a send to a selected queue asks its broker again, too, instead of waiting the whole time for one answer.</remarks>
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>How many times a failed send is tried again.</summary>
    /// <value>2 by default; 0 or more.</value>
    public int Retries { get; set; } = 2;

    /// <summary>The answers of a broker after which a send is tried again on another one.</summary>
    /// <value>
    /// Java's by default: TOPIC_NOT_EXIST, SERVICE_NOT_AVAILABLE, SYSTEM_ERROR, SYSTEM_BUSY, NO_PERMISSION, NO_BUYER_ID,
    /// NOT_IN_CURRENT_UNIT, GO_AWAY.
    /// </value>
    /// <remarks>
    /// After an answer that asks to slow down (SYSTEM_BUSY; FLOW_CONTROL, if it is added) the retry waits first, wherever it goes;
    /// then a send to a selected queue is tried again, too. Other answers to those are final.
    /// </remarks>
    public ISet<ResponseCode> RetryResponseCodes { get; set; } =
        new HashSet<ResponseCode>
        {
            ResponseCode.TopicNotExist,
            ResponseCode.ServiceNotAvailable,
            ResponseCode.SystemError,
            ResponseCode.SystemBusy,
            ResponseCode.NoPermission,
            ResponseCode.NoBuyerId,
            ResponseCode.NotInCurrentUnit,
            ResponseCode.GoAway,
        };

    /// <summary>Which bodies are compressed, and how.</summary>
    /// <value>ZLIB from 4,096 bytes on by default.</value>
    public CompressionOptions Compression { get; set; } = new();

    /// <summary>The largest body that is sent, in bytes before compression.</summary>
    /// <value>4 MiB by default, as on the broker; 1 or more.</value>
    public int MaxMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The topic whose route serves topics that do not exist yet, on brokers that create topics by themselves.</summary>
    /// <value><c>TBW102</c> by default, the protocol's own name.</value>
    public string CreateTopicKey { get; set; } = "TBW102";

    /// <summary>How many queues a topic gets at most that the broker creates because of a send.</summary>
    /// <value>4 by default; 1 or more.</value>
    public int DefaultTopicQueueNums { get; set; } = 4;

    /// <summary>Whether a message that was stored, but not as safely as configured, is sent again to another broker.</summary>
    /// <value>false by default; true may store the message twice.</value>
    public bool RetryWhenNotSafelyStored { get; set; }

    /// <summary>How sends avoid brokers that are slow or do not answer.</summary>
    /// <value>On by default.</value>
    public FaultToleranceOptions FaultTolerance { get; set; } = new();

    /// <summary>How much may be under way at once.</summary>
    /// <value>No limit by default but the one of each connection.</value>
    public BackpressureOptions Backpressure { get; set; } = new();

    /// <summary>How a transaction producer deals with the questions of brokers; other producers do not use it.</summary>
    /// <value>The defaults of <see cref="TransactionOptions"/>.</value>
    public TransactionOptions Transactions { get; set; } = new();

    /// <summary>How messages are sent that are to be delivered later.</summary>
    /// <value>By the brokers' timers if they have them, else by delay levels.</value>
    public SchedulingOptions Scheduling { get; set; } = new();

    /// <summary>How single messages are gathered into batches.</summary>
    /// <value>Not gathered by default.</value>
    public BatchingOptions Batching { get; set; } = new();
}
