using System.Net;

namespace RocketMq.Protocol;

/// <summary>What a message record is written from.</summary>
public readonly record struct MessageRecordFields
{
    /// <summary>The queue.</summary>
    public int QueueId { get; init; }

    /// <summary>The message's own flag, free for users.</summary>
    public int Flag { get; init; }

    /// <summary>The offset in the queue.</summary>
    public long QueueOffset { get; init; }

    /// <summary>The physical offset on the broker.</summary>
    public long CommitLogOffset { get; init; }

    /// <summary>The system flags; the bits for IPv6 addresses are set by the writer.</summary>
    public SystemFlags SystemFlags { get; init; }

    /// <summary>When the producer made the message, in milliseconds since 1970.</summary>
    public long BornTimestamp { get; init; }

    /// <summary>Where the producer sent from.</summary>
    public required IPEndPoint BornHost { get; init; }

    /// <summary>When the broker stored the message, in milliseconds since 1970.</summary>
    public long StoreTimestamp { get; init; }

    /// <summary>The broker that stores the message.</summary>
    public required IPEndPoint StoreHost { get; init; }

    /// <summary>How often the message was handed back.</summary>
    public int ReconsumeTimes { get; init; }

    /// <summary>The physical offset of the half message this one ends; 0 if none.</summary>
    public long PreparedTransactionOffset { get; init; }

    /// <summary>The body as it is to be stored.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The checksum of the body (<see cref="Crc32"/>) if it is known already; null to have it computed.</summary>
    public int? BodyCrc { get; init; }

    /// <summary>The topic.</summary>
    public Utf8Text Topic { get; init; }

    /// <summary>The properties text; with <see cref="PropertiesTail"/> at most <see cref="PropertiesText.MaxLength"/> bytes.</summary>
    public ReadOnlyMemory<byte> Properties { get; init; }

    /// <summary>More properties text, stored right after <see cref="Properties"/>: what a broker adds to what the sender wrote.</summary>
    public ReadOnlyMemory<byte> PropertiesTail { get; init; }
}
