namespace RocketMq.Consuming;

/// <summary>Gives a message that was not consumed back to the broker.</summary>
internal interface IMessageReturn
{
    /// <returns>False when the broker has not taken it; the caller still owns the message. Never throws for a failed request.</returns>
    ValueTask<bool> TryReturnAsync(ReceivedMessage message, ReturnTarget target);
}
