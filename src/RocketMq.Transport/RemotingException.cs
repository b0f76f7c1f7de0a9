namespace RocketMq.Transport;

/// <summary>A connection could not be made, or a request on it did not get an answer.</summary>
public sealed class RemotingException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What kind of failure this is.</param>
    /// <param name="message">What was asked, of whom, and what to do.</param>
    /// <param name="wasSent">Whether the request may have reached the peer.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RemotingException(RemotingFailure reason, string message, bool wasSent = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        WasSent = wasSent;
    }

    /// <summary>What kind of failure this is.</summary>
    public RemotingFailure Reason { get; }

    /// <summary>
    /// <see langword="false" /> when not one byte of the request left this process, so that sending it again cannot make it happen twice;
    /// <see langword="true" /> when it may have reached the peer.
    /// </summary>
    public bool WasSent { get; }
}
