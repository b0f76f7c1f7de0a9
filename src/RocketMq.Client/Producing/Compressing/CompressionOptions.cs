using RocketMq.Protocol;

namespace RocketMq;

/// <summary>Which bodies a producer compresses, and how. Consumers need no setting: each message names its compression.</summary>
/// <remarks>A body that compression does not make smaller is sent as it is. Messages of a batch are not compressed.</remarks>
public sealed class CompressionOptions
{
    /// <summary>The compression.</summary>
    /// <value>
    /// <see cref="CompressionType.Zlib"/> by default, as in the Java client. Java consumers read the other two since 5.0; older ones do not.
    /// </value>
    public CompressionType Type { get; set; } = CompressionType.Zlib;

    /// <summary>Bodies of at least this many bytes are compressed.</summary>
    /// <value>4,096 by default; 0 or more; <see cref="int.MaxValue"/> never compresses.</value>
    public int Threshold { get; set; } = 4096;

    /// <summary>How much time is spent for a smaller result, from 1 (fastest) to 9 (smallest). LZ4 has one level only.</summary>
    /// <value>5 by default.</value>
    public int Level { get; set; } = MessageCompression.DefaultLevel;
}
