namespace RocketMq;

/// <summary>A batch, or a part of it, was not confirmed.</summary>
/// <remarks>
/// A large batch goes out in several requests, one after the other; the first that fails ends it. Its <see cref="Exception.InnerException"/>
/// is the failure of that request, whose messages may have been stored if its answer is what is missing; those of later requests
/// were not sent.
/// </remarks>
public sealed class BatchSendException : RocketMqException
{
    /// <summary>Creates an error.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="message">What was asked, of whom, and what to do.</param>
    /// <param name="isTransient">Whether the same call may succeed later without a change.</param>
    /// <param name="innerException">The failure of the request.</param>
    /// <param name="receipts">One entry for each message of the batch, null where it was not confirmed.</param>
    public BatchSendException(
        RocketMqErrorReason reason,
        string message,
        bool isTransient,
        Exception innerException,
        IReadOnlyList<SendReceipt?> receipts
    )
        : base(reason, message, isTransient, innerException) => Receipts = receipts;

    /// <summary>One entry for each message of the batch, in its order: the receipt if it was stored, null if that was not confirmed.</summary>
    public IReadOnlyList<SendReceipt?> Receipts { get; }
}
