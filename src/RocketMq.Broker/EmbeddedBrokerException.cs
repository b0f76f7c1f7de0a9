namespace RocketMq.Broker;

/// <summary>
/// An <see cref="EmbeddedBroker"/> could not take its ports, or was killed; the message says what to do about it. Options that cannot
/// work are an <see cref="ArgumentException"/> instead.
/// </summary>
public sealed class EmbeddedBrokerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to do next.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public EmbeddedBrokerException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
