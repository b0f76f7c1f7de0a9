namespace RocketMq;

/// <summary>The base of all errors that this client reports about messaging itself.</summary>
/// <remarks>
/// Mistakes in arguments are reported as <see cref="ArgumentException"/>, cancellation as
/// <see cref="OperationCanceledException"/> with the caller's token, use after disposal as <see cref="ObjectDisposedException"/>.
/// </remarks>
public class RocketMqException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="message">What was asked, of whom, and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed later without a change.</param>
    /// <param name="innerException">The failure underneath, if there is one.</param>
    public RocketMqException(RocketMqErrorReason reason, string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        IsTransient = isTransient;
    }

    /// <summary>What went wrong.</summary>
    public RocketMqErrorReason Reason { get; }

    /// <summary>Whether the same call may succeed later without a change.</summary>
    /// <remarks>
    /// A transient failure of a send does not say that nothing was stored: see <see cref="RocketMqErrorReason.Timeout"/>
    /// and <see cref="RocketMqErrorReason.ConnectionLost"/>.
    /// </remarks>
    public bool IsTransient { get; }
}
