using RocketMq.Protocol;

namespace RocketMq.Requesting;

/// <summary>The errors of requests and replies, worded in one place.</summary>
internal static class RequestErrors
{
    private const string ChannelGone = "not found";

    public static ArgumentOutOfRangeException InvalidTimeout(TimeSpan timeout) =>
        new(nameof(timeout), timeout, "The time for a reply must be more than zero and at most a day.");

    public static RocketMqException NoReply(string topic, TimeSpan timeout, bool isStored) =>
        new(
            RocketMqErrorReason.NoReply,
            $"No reply to a request on topic '{topic}' came within {timeout.TotalMilliseconds:0} ms; the request was "
                + (isStored ? "stored. " : "not acknowledged by a broker yet, and may have been stored. ")
                + "Check that a consumer of the topic answers, or allow more time. A reply that still comes is dropped.",
            isTransient: true
        );

    public static RocketMqException UnreadableReply(string correlationId, Exception failure) =>
        new(
            RocketMqErrorReason.ProtocolViolation,
            $"The reply to request {correlationId} cannot be read: {failure.Message}",
            innerException: failure
        );

    public static ObjectDisposedException ProducerDisposed() =>
        new(nameof(Producer), "The producer was disposed while a request was waiting for its reply.");

    public static ObjectDisposedException ClientDisposed() =>
        new(nameof(RocketMqClient), "The client was disposed while a request was waiting for its reply.");

    public static RocketMqException NotARequest(ReceivedMessage message, string property) =>
        new(
            RocketMqErrorReason.InvalidRequest,
            $"Message {message.MessageId} of topic '{message.Topic}' cannot be replied to: it has no property {property}. "
                + (
                    property == MessagePropertyNames.Cluster
                        ? "Brokers add it to what is sent to them; this one did not."
                        : "Its sender does not wait for a reply; requests are sent with Producer.RequestAsync (see ReceivedMessage.IsRequest)."
                )
        );

    /// <summary>What a broker says when the requester has gone, in the terms of the client; null for every other refusal.</summary>
    public static RocketMqException? RequesterGone(BrokerException refusal, ReceivedMessage request, string clientId) =>
        refusal.Code == ResponseCode.SystemError && refusal.Remark?.Contains(ChannelGone, StringComparison.Ordinal) == true
            ? new RocketMqException(
                RocketMqErrorReason.NotFound,
                $"The reply to message {request.MessageId} of topic '{request.Topic}' did not reach its requester: client {clientId} is not "
                    + $"connected to broker {refusal.BrokerName} any more, or not as a producer. Nobody waits for the reply there.",
                innerException: refusal
            )
            : null;
}
