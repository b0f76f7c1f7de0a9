namespace RocketMq;

/// <summary>How a producer gathers single messages into batches by itself. Read once, when the producer is created.</summary>
/// <remarks>
/// <para>
/// With it, <see cref="Producer.SendAsync(Message, CancellationToken)"/> and its overload with a selected queue stay as they are, each
/// with a receipt or an error of its own, but what is sent at the same time to the same topic (and queue, if one is selected) travels
/// together. A message goes out at once while no batch of its kind is under way; the others wait until that batch is answered, until
/// <see cref="MaxBytes"/> are gathered, or for <see cref="MaxDelay"/>, whichever comes first.
/// </para>
/// <para>
/// These go alone: bodies that are compressed or larger than a batch, messages to retry topics, delayed messages, transactions, replies,
/// one-way sends, selections at random or by machine room, everything while the client has an <see cref="ICheckForbiddenHook"/>, whose veto
/// concerns one message, and everything while <see cref="TotalMaxBytes"/> are held. Messages that
/// are sent without awaiting the one before have no order among them.
/// </para>
/// </remarks>
public sealed class BatchingOptions
{
    /// <summary>Whether single messages are gathered.</summary>
    /// <value>false by default.</value>
    public bool Enabled { get; set; }

    /// <summary>How long a message waits for others at most, on top of <see cref="ProducerOptions.SendTimeout"/>.</summary>
    /// <value>10 milliseconds by default; 1 to 30,000.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How many bytes one batch has at most: bodies, properties and framing.</summary>
    /// <value>32 KiB by default; 1 to 2 MiB, and at most <see cref="ProducerOptions.MaxMessageSize"/>.</value>
    public int MaxBytes { get; set; } = 32 * 1024;

    /// <summary>How many bytes are held in batches that wait or are under way; further messages go alone.</summary>
    /// <value>32 MiB by default; at least <see cref="MaxBytes"/>.</value>
    public long TotalMaxBytes { get; set; } = 32 * 1024 * 1024;
}
