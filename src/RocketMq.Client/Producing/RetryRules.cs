using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>Which failures of an attempt are worth another one; the protocol's rules, kept in one place.</summary>
internal static class RetryRules
{
    /// <param name="failure">Why the attempt failed.</param>
    /// <param name="isFixed">Whether the queue is fixed, so that another attempt asks the same broker again.</param>
    public static bool CanRetry(Exception failure, bool isFixed) =>
        failure switch
        {
            // Too large a frame stays too large wherever it is sent.
            RemotingException remoting => remoting.Reason != RemotingFailure.FrameTooLarge,
            // The same broker would only say it again.
            BrokerException broker => !isFixed && !broker.IsAccessRefused && IsRetried(broker.Code),
            RocketMqException known => known.Reason == RocketMqErrorReason.BrokerNotFound,
            _ => false,
        };

    /// <summary>The codes that another broker may not answer (Java's default <c>retryResponseCodes</c>).</summary>
    private static bool IsRetried(ResponseCode code) =>
        code
            is ResponseCode.TopicNotExist
                or ResponseCode.ServiceNotAvailable
                or ResponseCode.SystemError
                or ResponseCode.SystemBusy
                or ResponseCode.NoPermission
                or ResponseCode.NoBuyerId
                or ResponseCode.NotInCurrentUnit
                or ResponseCode.GoAway;
}
