using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>What failures of the layers below mean in terms of <see cref="RocketMqException"/>.</summary>
internal static class RemotingErrors
{
    public static RocketMqErrorReason ReasonOf(Exception exception) =>
        exception switch
        {
            RocketMqException known => known.Reason,
            RemotingException remoting => remoting.Reason switch
            {
                RemotingFailure.Timeout => RocketMqErrorReason.Timeout,
                RemotingFailure.ConnectFailed or RemotingFailure.TlsFailed => RocketMqErrorReason.BrokerUnreachable,
                RemotingFailure.ConnectionClosed => RocketMqErrorReason.ConnectionLost,
                RemotingFailure.Overloaded => RocketMqErrorReason.Overloaded,
                RemotingFailure.FrameTooLarge => RocketMqErrorReason.MessageTooLarge,
                RemotingFailure.ProtocolViolation => RocketMqErrorReason.ProtocolViolation,
                _ => RocketMqErrorReason.Unknown,
            },
            ProtocolException => RocketMqErrorReason.ProtocolViolation,
            _ => RocketMqErrorReason.Unknown,
        };

    public static bool IsTransient(Exception exception) =>
        exception switch
        {
            RocketMqException known => known.IsTransient,
            RemotingException remoting => remoting.Reason is not (RemotingFailure.FrameTooLarge or RemotingFailure.TlsFailed),
            _ => false,
        };

    /// <param name="exception">A <see cref="RemotingException"/> or <see cref="ProtocolException"/>.</param>
    /// <param name="brokerName">Who was asked.</param>
    /// <param name="request">What was asked, to continue "Asking broker X".</param>
    public static RocketMqException Wrap(Exception exception, string brokerName, string request) =>
        new(ReasonOf(exception), $"Asking broker {brokerName} {request} failed: {exception.Message}", IsTransient(exception), exception);
}
