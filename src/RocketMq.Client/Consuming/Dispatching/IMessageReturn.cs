using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Gives a message that was not consumed back to the broker.</summary>
internal interface IMessageReturn
{
    /// <returns>False when the broker has not taken it; the caller still owns the message. Never throws for a failed request.</returns>
    ValueTask<bool> TryReturnAsync(ReceivedMessage message, ReturnTarget target);

    /// <summary>Gets rid of a record that this client cannot decode.</summary>
    /// <returns>False when that failed, so that the queue must wait; never throws except for cancellation.</returns>
    ValueTask<bool> TryDeadLetterAsync(MessageQueue queue, RecordPrefix record, CancellationToken ct);

    /// <summary>Whether messages are dropped instead of given back.</summary>
    bool IsDrop { get; }
}
