namespace RocketMq.Protocol;

/// <summary>The bits of a message's <c>sysFlag</c>.</summary>
[Flags]
public enum SystemFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The body is compressed; <see cref="CompressionMask"/> says how.</summary>
    Compressed = 0x1,

    /// <summary>The message has several tags.</summary>
    MultiTags = 0x2,

    /// <summary>The half message of a transaction.</summary>
    TransactionPrepared = 0x4,

    /// <summary>The commit of a transaction.</summary>
    TransactionCommit = 0x8,

    /// <summary>The rollback of a transaction; also the mask of the two bits that hold the transaction state (neither: no transaction).</summary>
    TransactionRollback = 0xC,

    /// <summary>The producer's address in the record is IPv6.</summary>
    BornHostIsIPv6 = 0x10,

    /// <summary>The broker's address in the record is IPv6.</summary>
    StoreHostIsIPv6 = 0x20,

    /// <summary>The body of an inner batch has to be taken apart by the reader.</summary>
    NeedUnwrap = 0x40,

    /// <summary>The body is a batch of messages.</summary>
    InnerBatch = 0x80,

    /// <summary>Compressed with LZ4.</summary>
    CompressionLz4 = 0x100,

    /// <summary>Compressed with Zstandard.</summary>
    CompressionZstd = 0x200,

    /// <summary>Compressed with zlib; old clients set none of the type bits and mean this.</summary>
    CompressionZlib = 0x300,

    /// <summary>The bits that hold the kind of compression.</summary>
    CompressionMask = 0x700,
}
