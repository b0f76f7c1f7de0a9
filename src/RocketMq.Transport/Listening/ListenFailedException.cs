using System.Net;

namespace RocketMq.Transport;

/// <summary>An address cannot be listened on, most often because another program already does.</summary>
public sealed class ListenFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="endPoint">The address.</param>
    /// <param name="isInUse">Whether the address is taken.</param>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ListenFailedException(EndPoint endPoint, bool isInUse, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        EndPoint = endPoint;
        IsInUse = isInUse;
    }

    /// <summary>The address that was asked for.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Whether another listener has the address.</summary>
    public bool IsInUse { get; }
}
