using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>A broker's question about one transactional message. Immutable.</summary>
public sealed class TransactionCheck
{
    /// <summary>Creates a check, for example to test a checker.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public TransactionCheck(ReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
        Attempt =
            message.TryGetProperty(MessagePropertyNames.TransactionCheckTimes, out string? text)
            && int.TryParse(text, CultureInfo.InvariantCulture, out int times)
                ? times
                : 1;
    }

    /// <summary>The message as it was sent, with the topic and queue that it is meant for.</summary>
    public ReceivedMessage Message { get; }

    /// <summary>The transaction's id, which is the message's id: what <see cref="SendReceipt.MessageId"/> was for the sender.</summary>
    public string TransactionId => Message.MessageId;

    /// <summary>How many times the broker has asked about the message, this time included, from 1. It gives up after 15 unless configured otherwise.</summary>
    public int Attempt { get; }
}
