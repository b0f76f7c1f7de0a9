namespace RocketMq.Protocol;

/// <summary>
/// Bytes from a peer (or from a caller asking to encode something the protocol cannot carry) break the protocol. It is the only
/// exception that malformed input causes; the message says which part is wrong and what was expected.
/// </summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which part is wrong and what was expected.</param>
    public ProtocolException(string message)
        : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which part is wrong and what was expected.</param>
    /// <param name="innerException">What the decoder of that part reported.</param>
    public ProtocolException(string message, Exception innerException)
        : base(message, innerException) { }
}
